/// What the decoder accepts at most. Beyond them a submission is unreadable only where its id is concerned.
package enum IntakeLimits {
    /// The largest value of a record, in bytes.
    package static let valueBytes = 4 << 20
    /// The longest submission id or patient reference, in bytes: both are copied into every routing event, which
    /// has to fit its topic.
    package static let idBytes = 1024
    /// The ages that can be, in years.
    package static let ageYears: ClosedRange<Double> = 0...130
    /// A number answer of this magnitude or more is unreadable: nothing that is measured comes near, and numbers out
    /// of a double's range are mended to more.
    package static let numberMagnitude = 1e300
    /// A date that is longer is printed anew instead of as it came.
    package static let dateBytes = 40
    /// So many problems are named; all are counted.
    package static let problems = 32
}
