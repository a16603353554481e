/// Where the package's own files lie, for tests that read them.
package enum PackageFolder {
    /// The folder of `Package.swift`, without a slash at its end.
    package static let path: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/")
    }()
}
