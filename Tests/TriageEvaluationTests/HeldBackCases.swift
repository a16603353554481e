/// Which of `case-0` to `case-39` one in four holds back, worked out apart from the program.
enum HeldBackCases {
    static let ofForty = [
        "case-3", "case-9", "case-12", "case-15", "case-21", "case-24", "case-27", "case-30", "case-31", "case-33",
        "case-34",
    ]
}
