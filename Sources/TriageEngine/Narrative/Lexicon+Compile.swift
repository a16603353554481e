package import YAML

extension Lexicon {
    /// Compiles the lexicon of a ruleset from the trees of `lexicon/*.yaml`, in the order of their paths. All files
    /// make one lexicon. What is wrong is added to `problems`, with its place; the result is usable only when none was
    /// added.
    package static func compile(
        files: [YAMLNode], vocabulary: Vocabulary, problems: inout [RulesetProblem]
    ) -> Lexicon {
        var compiler = LexiconCompiler(vocabulary: vocabulary)
        let lexicon = compiler.compile(files)
        problems += compiler.problems
        return lexicon
    }
}
