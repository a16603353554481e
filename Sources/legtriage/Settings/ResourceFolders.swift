#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where files that come with the program are looked for.
struct ResourceFolders: Sendable {
    /// In the order in which they are searched.
    let folders: [String]

    /// The working directory, `LEGTRIAGE_HOME`, beside the executable, up to four folders above it (a build folder),
    /// and `/usr/share/legtriage`.
    init(environment: [(name: String, value: String)]) {
        var folders = ["."]
        if let home = environment.first(where: { $0.name == "LEGTRIAGE_HOME" })?.value, !home.isEmpty {
            folders.append(home)
        }
        if var folder = Self.executableFolder {
            for _ in 0..<5 where !folder.isEmpty {
                folders.append(folder)
                folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
            }
        }
        self.folders = folders + ["/usr/share/legtriage"]
    }

    /// The first place where a file or folder that comes with the program exists. Not for paths that somebody named:
    /// those are taken as they are, so that nothing of the same name elsewhere stands in for them.
    func find(_ path: String) -> String? {
        if path.hasPrefix("/") { return Self.exists(path) ? path : nil }
        for folder in folders {
            let candidate = folder == "." ? path : folder + "/" + path
            if Self.exists(candidate) { return candidate }
        }
        return nil
    }

    /// What to say when `find` found nothing.
    func notFound(_ path: String) -> String {
        "\(path) was not found; looked in \(folders.map { $0 == "." ? "the working directory" : $0 }.joined(separator: ", "))"
    }

    static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

    private static var executableFolder: String? {
        #if canImport(Glibc)
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = buffer.withUnsafeMutableBytes { bytes in
                bytes.assumingMemoryBound(to: CChar.self).baseAddress.map { readlink("/proc/self/exe", $0, 4096) } ?? -1
            }
            guard count > 0 else { return nil }
            let path = String(decoding: buffer[..<count], as: UTF8.self)
        #else
            var size: UInt32 = 4096
            var buffer = [CChar](repeating: 0, count: 4096)
            guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
            let path = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #endif
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
