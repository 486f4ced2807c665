using System.Text;

namespace SmtpGen.Tool.Manual;

/// <summary>Writes the completion script for bash.</summary>
internal static class BashCompletion
{
    public static string Write(CommandSheet program)
    {
        var script = new StringBuilder();
        script.Append($$"""
            # bash completion for {{program.Name}}, from its command line. To use it: source <({{program.Name}} completion bash)
            _{{program.Name}}() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command='' word words='' files=''
                for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    case $word in -*) ;; *) command=$word; break ;; esac
                done
                COMPREPLY=()
                case $command:$previous in

            """);
        foreach (var command in program.Commands)
        {
            foreach (var option in command.Options.Where(option => option.Value is not null))
                script.Append($"        {Pattern(command, option)}) {Value(option.Value!)} ;;\n");
        }

        script.Append("""
                *)
                    case $command in

            """);
        script.Append($"            '') words='{string.Join(' ', program.Commands.Select(command => command.Name).Concat(Names(program)))}' ;;\n");
        foreach (var command in program.Commands)
        {
            string[] words = [.. command.Arguments.SelectMany(argument => argument.Choices), .. Names(command)];
            string files = command.Arguments.Any(argument => argument.IsFile) ? " files=1" : "";
            script.Append($"            {command.Name}) words='{string.Join(' ', words)}'{files} ;;\n");
        }

        script.Append($$"""
                    esac
                    [[ $current == -* ]] && files=''
                    ;;
                esac
                [[ -n $words ]] && mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
                if [[ -n $files ]]; then
                    compopt -o filenames 2>/dev/null
                    mapfile -t COMPREPLY < <(compgen -f -- "$current")
                fi
            }
            complete -F _{{program.Name}} {{program.Name}}

            """);
        return script.ToString();
    }

    private static string Pattern(CommandSheet command, OptionSheet option) => string.Join('|', option.Names.Select(name => $"{command.Name}:{name}"));

    private static string Value(ValueSheet value) => value.IsFile ? "files=1" : $"words='{string.Join(' ', value.Choices)}'";

    private static IEnumerable<string> Names(CommandSheet command) => command.Options.SelectMany(option => option.Names).Where(name => name.StartsWith('-'));
}
