import YAML

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The YAML files of a ruleset's folder, parsed, in the order of their paths.
struct RulesetFolder {
    /// A parsed file and its path below the folder.
    struct Document {
        let path: String
        let root: YAMLNode
    }

    static let folders = ["rules", "forms", "lexicon", "cases"]
    static let files = [
        "ruleset.yaml", "findings.yaml", "definitions.yaml", "scores.yaml", "questions.yaml", "trace.yaml",
    ]

    private(set) var documents: [Document] = []
    /// What is wrong with the folder and its files as such, in the order of files.
    private(set) var problems: [RulesetProblem] = []
    /// Files, and folders of files, that could not be read or are missing: names that others use may stand there.
    private(set) var unread: [String] = []

    init(directory: String) {
        guard let names = Self.names(in: directory) else {
            let location = YAMLLocation(file: directory, line: 0, column: 0)
            problems.append(RulesetProblem(at: location, "no folder that can be read; name the folder of a ruleset"))
            return
        }
        var paths: [String] = []
        for name in names where !name.hasPrefix(".") {
            if Self.names(in: directory + "/" + name) != nil {
                if Self.folders.contains(name) {
                    collect(name, in: directory, into: &paths)
                } else {
                    report(name, "no folder of a ruleset", meant: Self.folders)
                }
            } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                if Self.files.contains(name) {
                    paths.append(name)
                } else {
                    report(name, "no file of a ruleset", meant: Self.files)
                }
            } else if Self.folders.contains(name) || Self.kind(directory + "/" + name) == S_IFDIR {
                unread.append(name)
                report(name, "no folder that can be read")
            }
        }
        for path in paths.sorted() {
            // Reading a pipe would wait for its writer. What is not there is told by reading it.
            guard Self.kind(directory + "/" + path) ?? S_IFREG == S_IFREG else {
                unread.append(path)
                report(path, "only regular files are read")
                continue
            }
            keep(path) { () throws(YAMLError) in try YAMLDocument.read(path: directory + "/" + path, name: path) }
        }
        for required in ["ruleset.yaml", "findings.yaml"] where !paths.contains(required) {
            unread.append(required)
            report(required, "the file is missing")
        }
        problems.sort { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
    }

    /// Files in memory instead of a folder's.
    init(files: [(path: String, bytes: [UInt8])]) {
        for file in files.sorted(by: { $0.path < $1.path }) where !documents.contains(where: { $0.path == file.path }) {
            keep(file.path) { () throws(YAMLError) in try YAMLDocument.parse(file.bytes, file: file.path) }
        }
    }

    private mutating func keep(_ path: String, _ read: () throws(YAMLError) -> YAMLNode) {
        do throws(YAMLError) {
            documents.append(Document(path: path, root: try read()))
        } catch {
            unread.append(path)
            problems.append(RulesetProblem(at: error.location, error.message))
        }
    }

    /// Whether some of a part of the ruleset, a file or a folder such as `rules`, could not be read. Then a name that
    /// nothing bears may stand there.
    func lacks(_ part: String) -> Bool {
        unread.contains { $0 == part || $0.hasPrefix(part + "/") }
    }

    /// The root of a file directly in the folder; nil when it is missing or broken.
    func root(_ path: String) -> YAMLNode? {
        documents.first { $0.path == path }?.root
    }

    /// The files below one of the folders, in the order of their paths.
    func roots(below folder: String) -> [YAMLNode] {
        documents.filter { $0.path.hasPrefix(folder + "/") }.map(\.root)
    }

    /// Says what is wrong with a file or folder. What it may have been meant to be counts as unread.
    private mutating func report(_ name: String, _ what: String, meant candidates: [String] = []) {
        let location = YAMLLocation(file: name, line: 0, column: 0)
        problems.append(RulesetProblem(at: location, what + NameSuggestion.hint(for: name, among: candidates)))
        if let meant = NameSuggestion.nearest(to: name, among: candidates) { unread.append(meant) }
    }

    private mutating func collect(_ path: String, in directory: String, into paths: inout [String]) {
        guard let names = Self.names(in: directory + "/" + path) else {
            unread.append(path)
            report(path, "no folder that can be read")
            return
        }
        for name in names where !name.hasPrefix(".") {
            let inner = path + "/" + name
            if name.hasSuffix(".yaml") {
                paths.append(inner)
            } else if name.hasSuffix(".yml") {
                unread.append(inner)
                report(inner, "not read: the names of a ruleset's files end with .yaml")
            } else if Self.kind(directory + "/" + inner) == S_IFDIR {
                collect(inner, in: directory, into: &paths)
            }
        }
    }

    /// Whether it is a file, a folder, a pipe or a device, as one of the constants of `stat`; nil: it is not there.
    private static func kind(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// The names in a folder; nil when it is none.
    private static func names(in directory: String) -> [String]? {
        guard let stream = opendir(directory) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
