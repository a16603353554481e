/// Something about the settings that is refused, and where it stands.
struct SettingsProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// `config/legtriage.yaml:12`, `LEGTRIAGE_THREADS`, `--set`.
    let place: String
    let text: String

    var description: String { "\(place): \(text)" }
}

/// All that is refused, in the order in which it was found.
struct SettingsProblems: Error, Sendable, Equatable {
    let problems: [SettingsProblem]
}
