/// Which item of a form is which question, and how its answers are spelt.
package struct FormMap: Sendable {
    package struct Item: Sendable {
        package let name: String
        package let question: QuestionID
        /// Answer as the form spells it → option of the question; empty when it spells them alike.
        package let values: [(written: String, option: String)]
    }

    package let name: String
    /// Further names of the same form, such as a questionnaire's canonical address.
    package let aliases: [String]
    /// Empty: any. `1` stands for `1.0` and `1.2.3`, too.
    package let versions: [String]
    package let items: [Item]
}
