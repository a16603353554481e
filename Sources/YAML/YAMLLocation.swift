/// A place in a file.
package struct YAMLLocation: Sendable, Hashable {
    /// The name the file was parsed under.
    package let file: String
    /// Counted from 1; 0 when the place is not known.
    package let line: Int
    /// Counted from 1 in characters; 0 when the place is not known.
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}
