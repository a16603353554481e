/// What `--version` prints, and what brokers are told.
enum ProgramVersion {
    static let text = "1.0.0"
}
