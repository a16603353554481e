/// What the members of a submission other than its answers mean.
package struct MemberMeaning: Sendable {
    /// One value of a member and what it says.
    package struct Value: Sendable {
        package let name: String
        package let effect: AnswerEffect
    }

    package var ageYears: NumberID?
    package var sex: [Value] = []
    package var pregnancy: [Value] = []

    package init() {}
}
