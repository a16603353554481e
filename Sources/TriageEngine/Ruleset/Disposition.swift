/// What somebody should do, and by when.
package struct Disposition: Sendable {
    package let code: String
    package let text: String
    /// Seconds from the submission.
    package let respondWithinSeconds: Int
}
