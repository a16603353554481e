import JSON

/// Questions and form maps, ready to be looked up by borrowed bytes.
struct AnswerBook: Sendable {
    /// One item of a form.
    struct Item: Sendable {
        let question: Int
        /// The form's spelling → index of the option; nil: it spells them as the question does.
        let values: ByteKeyTable?
    }

    struct Form: Sendable {
        let versions: [String]
        let items: ByteKeyTable
        let itemList: [Item]
    }

    let forms: [Form]
    let formsByName: ByteKeyTable
    /// Option index by name, for each question.
    let options: [ByteKeyTable]
    /// What a number in the question's own unit is to be multiplied with to be in the number's.
    let factors: [Double]

    init(questions: [Question], forms: [FormMap], vocabulary: Vocabulary) {
        options = questions.map { question in
            ByteKeyTable(question.options.enumerated().map { ($1.name, $0) })
        }
        factors = questions.map { question in
            guard let number = question.number, let unit = question.unit else { return 1 }
            return MeasurementUnit.factor(from: unit, to: vocabulary[number].unit) ?? 1
        }
        self.forms = forms.map { form in
            Form(
                versions: form.versions, items: ByteKeyTable(form.items.enumerated().map { ($1.name, $0) }),
                itemList: form.items.map { item in
                    let options = questions[Int(item.question.index)].options.map(\.name)
                    let values = item.values.compactMap { value in
                        options.firstIndex(of: value.option).map { (value.written, $0) }
                    }
                    return Item(
                        question: Int(item.question.index), values: values.isEmpty ? nil : ByteKeyTable(values))
                })
        }
        formsByName = ByteKeyTable(
            forms.enumerated().flatMap { index, form in ([form.name] + form.aliases).map { ($0, index) } })
    }
}

extension AnswerBook.Form {
    /// Whether the map holds for a version: one that is listed, or a part of it (`1` stands for `1.2`).
    func covers(_ version: JSONText?) -> Bool {
        guard let version, !versions.isEmpty else { return true }
        return versions.contains { listed in
            listed.utf8.count <= version.count && version[0..<listed.utf8.count] == Array(listed.utf8)
                && (listed.utf8.count == version.count || version.bytes[listed.utf8.count] == UInt8(ascii: "."))
        }
    }
}
