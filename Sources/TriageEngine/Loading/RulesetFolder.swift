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
    private(set) var problems: [RulesetProblem] = []

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
                    report(name, "no folder of a ruleset", candidates: Self.folders)
                }
            } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                if Self.files.contains(name) {
                    paths.append(name)
                } else {
                    report(name, "no file of a ruleset", candidates: Self.files)
                }
            }
        }
        for path in paths.sorted() {
            do throws(YAMLError) {
                documents.append(
                    Document(path: path, root: try YAMLDocument.read(path: directory + "/" + path, name: path)))
            } catch {
                problems.append(RulesetProblem(at: error.location, error.message))
            }
        }
        for required in ["ruleset.yaml", "findings.yaml"] where !paths.contains(required) {
            report(required, "the file is missing", candidates: [])
        }
    }

    /// Files in memory instead of a folder's.
    init(files: [(path: String, bytes: [UInt8])]) {
        for file in files.sorted(by: { $0.path < $1.path }) where !documents.contains(where: { $0.path == file.path }) {
            do throws(YAMLError) {
                documents.append(Document(path: file.path, root: try YAMLDocument.parse(file.bytes, file: file.path)))
            } catch {
                problems.append(RulesetProblem(at: error.location, error.message))
            }
        }
    }

    /// The root of a file directly in the folder; nil when it is missing or broken.
    func root(_ path: String) -> YAMLNode? {
        documents.first { $0.path == path }?.root
    }

    /// The files below one of the folders, in the order of their paths.
    func roots(below folder: String) -> [YAMLNode] {
        documents.filter { $0.path.hasPrefix(folder + "/") }.map(\.root)
    }

    private mutating func report(_ name: String, _ what: String, candidates: [String]) {
        let location = YAMLLocation(file: name, line: 0, column: 0)
        problems.append(RulesetProblem(at: location, what + NameSuggestion.hint(for: name, among: candidates)))
    }

    private func collect(_ path: String, in directory: String, into paths: inout [String]) {
        for name in Self.names(in: directory + "/" + path) ?? [] where !name.hasPrefix(".") {
            let inner = path + "/" + name
            if name.hasSuffix(".yaml") {
                paths.append(inner)
            } else {
                collect(inner, in: directory, into: &paths)
            }
        }
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
