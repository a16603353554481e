import CommandLineOptions

/// What `legtriage evaluate` takes.
enum EvaluateCommand {
    static let command = Command(
        "evaluate", summary: "measure decisions against labelled cases",
        details: [
            "FILE holds labelled cases as JSON lines: {id, submission | text, submittedAt?, category, acceptable[], "
                + "minPriority?, findings?}. A text without submittedAt counts as written on 1 July 2026. category is cramp, vein_issue, suspected_dvt, emergency, out_of_scope or insufficient; the "
                + "last two are right when the status is undetermined. acceptable lists what also counts as right in the "
                + "lenient measure. findings gives states of the ruleset's own findings.",
            "A case is under-triaged when its priority is below that of every accepted label (emergency: stat, "
                + "suspected_dvt: asap), or below minPriority. A false alarm is a cramp, vein or out-of-scope text sent at "
                + "asap or above, or as suspected DVT or emergency, where no accepted label is as serious.",
            "A gate that fails is named in the report, and the exit status is 3. A gate with nothing to measure fails.",
            "With --negation the file holds tab-separated columns: number, phrase, sentence, Affirmed or Negated.",
        ],
        examples: [
            .init("legtriage evaluate cases.jsonl --hold-back 5", "figures, with one case in five apart"),
            .init("legtriage evaluate cases.jsonl --max-missed-emergencies 0", "exit 3 when one is missed"),
            .init("legtriage evaluate --negation negex.tsv --min-f 0.94", "how well negation is told"),
        ],
        options: [
            CommonOptions.config, CommonOptions.set, CommonOptions.ruleset,
            Option(
                "negation", placeholder: "FILE", completion: .file,
                summary: "sentences with a phrase that is affirmed or negated"),
            Option(
                "hold-back", placeholder: "N",
                summary: "print one case in N apart, chosen by its id, and list none of its misses"),
            Option("misses", placeholder: "N", summary: "list at most N misses (20)"),
            Option("show-text", summary: "print the texts of the misses, which are what patients wrote"),
            Option(
                "max-missed-emergencies", placeholder: "N",
                summary: "gate: at most N under-triaged cases labelled emergency"),
            Option(
                "max-missed-dvt", placeholder: "N",
                summary: "gate: at most N under-triaged cases labelled suspected_dvt"),
            Option(
                "max-false-alarms", placeholder: "SHARE",
                summary: "gate: at most this share (0 to 1) of cramp, vein and out-of-scope cases"),
            Option(
                "min-strict", placeholder: "SHARE",
                summary: "gate: at least this share of the cases labelled with a category, by the label alone"),
            Option(
                "min-lenient", placeholder: "SHARE",
                summary: "gate: at least this share of the cases labelled with a category, by any accepted label"),
            Option("min-f", placeholder: "SHARE", summary: "gate: at least this F on negated phrases"),
            CommonOptions.format, CommonOptions.output,
        ],
        operand: Operand(
            "FILE", minimum: 0, completion: .file, summary: "labelled cases; may be left out with --negation"))
}
