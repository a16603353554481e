extension CommandTable {
    /// A shell that can complete command lines.
    package enum Shell: String, CaseIterable, Sendable {
        case bash
        case zsh
    }

    /// The script that a shell sources to complete this program's command lines.
    package func completion(for shell: Shell) -> String {
        switch shell {
        case .bash: bashCompletion()
        case .zsh: zshCompletion()
        }
    }

    private var firstWords: [String] {
        var words: [String] = []
        for command in commands where !words.contains(command.path[0]) { words.append(command.path[0]) }
        return words
    }

    private func bashCompletion() -> String {
        var script = """
            # bash completion for \(program): source it, or put it into /etc/bash_completion.d
            _\(program)() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=${COMP_WORDS[1]}
                COMPREPLY=()
                if [ "$COMP_CWORD" -eq 1 ]; then
                    COMPREPLY=($(compgen -W "\((firstWords + ["--help", "--version"]).joined(separator: " "))" -- "$cur"))
                    return
                fi
                case $path in

            """
        for word in firstWords {
            let seconds = group(word).compactMap { $0.path.count > 1 ? $0.path[1] : nil }
            guard !seconds.isEmpty else { continue }
            script += """
                        \(word))
                            if [ "$COMP_CWORD" -eq 2 ]; then
                                COMPREPLY=($(compgen -W "\(seconds.joined(separator: " "))" -- "$cur"))
                                return
                            fi
                            path="$path ${COMP_WORDS[2]}" ;;

                """
        }
        script += "    esac\n    case $path in\n"
        for command in commands {
            script += "        \"\(command.name)\")\n            case $prev in\n"
            for option in command.options where option.placeholder != nil {
                let names = "--\(option.name)" + (option.short.map { "|-\($0)" } ?? "")
                script += "                \(names)) \(bash(option.completion)); return ;;\n"
            }
            let options = (command.options + [Self.helpOption]).map { "--" + $0.name }.joined(separator: " ")
            script += "            esac\n            if [[ $cur == -* ]]; then\n"
            script += "                COMPREPLY=($(compgen -W \"\(options)\" -- \"$cur\"))\n            else\n"
            script += "                \(bash(command.operand?.completion ?? .none))\n            fi ;;\n"
        }
        return script + "    esac\n}\ncomplete -F _\(program) \(program)\n"
    }

    private func bash(_ completion: Option.Completion) -> String {
        switch completion {
        case .none: "COMPREPLY=()"
        case .file: "COMPREPLY=($(compgen -f -- \"$cur\"))"
        case .folder: "COMPREPLY=($(compgen -d -- \"$cur\"))"
        case .words(let words): "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$cur\"))"
        }
    }

    private func zshCompletion() -> String {
        var script = "#compdef \(program)\n_\(program)() {\n    local -a commands\n"
        script += "    if (( CURRENT == 2 )); then\n        commands=(\n"
        for word in firstWords {
            let group = group(word)
            let summary = group.count == 1 ? group[0].summary : group.map { $0.path.last ?? "" }.joined(separator: ", ")
            script += "            '\(word):\(zsh(summary))'\n"
        }
        script += "        )\n        _describe command commands\n        return\n    fi\n    local path=$words[2]\n"
        script += "    case $path in\n"
        for word in firstWords {
            let seconds = group(word).filter { $0.path.count > 1 }
            guard !seconds.isEmpty else { continue }
            script += "        \(word))\n            if (( CURRENT == 3 )); then\n                commands=("
            script += seconds.map { "'\($0.path[1]):\(zsh($0.summary))'" }.joined(separator: " ")
            script += ")\n                _describe command commands\n                return\n            fi\n"
            script += "            path=\"$path $words[3]\" ;;\n"
        }
        script += "    esac\n    case $path in\n"
        for command in commands {
            script += "        '\(command.name)')\n            _arguments"
            for option in command.options + [Self.helpOption] {
                let once = option.repeats ? "*" : ""
                let value = option.placeholder.map { ":\($0):\(zsh(option.completion))" } ?? ""
                let separator = option.placeholder == nil ? "" : "="
                script += " \\\n                '\(once)--\(option.name)\(separator)[\(zsh(option.summary))]\(value)'"
            }
            if let operand = command.operand {
                script += " \\\n                '*:\(operand.name):\(zsh(operand.completion))'"
            }
            script += " ;;\n"
        }
        return script + "    esac\n}\n_\(program) \"$@\"\n"
    }

    private func zsh(_ completion: Option.Completion) -> String {
        switch completion {
        case .none: " "
        case .file: "_files"
        case .folder: "_files -/"
        case .words(let words): "(" + words.joined(separator: " ") + ")"
        }
    }

    /// Escapes what ends a description in zsh's specifications.
    private func zsh(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "'": escaped += "'\\''"
            case "[", "]", ":", "\\": escaped += "\\\(character)"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
