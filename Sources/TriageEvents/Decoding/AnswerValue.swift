package import JSON

/// What somebody answered to a question, as it came: the ruleset's form map gives it a meaning.
///
/// Texts are borrowed and valid until the decoder decodes again.
package enum AnswerValue {
    case boolean(Bool)
    /// A finite number; the unit is what the form named, a UCUM code if it gave one.
    case number(Double, unit: JSONText?)
    /// Text that is not blank; for a question with options, the option's id.
    case text(JSONText)
    /// The ids of the options that were ticked; of a coded answer too, which may then be the only one. May be empty.
    case choices(JSONTexts)
    /// A day (its midnight in UTC) or a moment that came as such, not as text.
    case date(Instant)
    /// Left blank: null, nothing, or only white space.
    case null
    /// There was a value, and it could not be read: unknown, never absent.
    case malformed
}
