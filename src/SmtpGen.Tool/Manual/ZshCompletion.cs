using System.Text;

namespace SmtpGen.Tool.Manual;

/// <summary>Writes the completion script for zsh.</summary>
internal static class ZshCompletion
{
    public static string Write(CommandSheet program)
    {
        var script = new StringBuilder();
        script.Append($$"""
            #compdef {{program.Name}}
            # zsh completion for {{program.Name}}, from its command line. To use it, write it to a file _{{program.Name}} in a folder of $fpath.
            _{{program.Name}}() {
              local -a commands
              commands=(

            """);
        foreach (var command in program.Commands)
            script.Append($"    {Quote($"{command.Name}:{command.Description}")}\n");
        script.Append("""
              )
              if (( CURRENT == 2 )); then
                _describe command commands

            """);
        script.Append($"    _arguments{string.Concat(program.Options.SelectMany(Specs))}\n");
        script.Append("""
                return
              fi
              case ${words[2]} in

            """);
        foreach (var command in program.Commands)
        {
            script.Append($"    {command.Name}) _arguments '1: :'");
            script.Append(string.Concat(command.Options.SelectMany(Specs)));
            foreach (var argument in command.Arguments)
                script.Append($" \\\n      {Quote($"{(argument.IsRepeated ? "*" : "")}:{argument.Name}:{Action(argument)}")}");
            script.Append(" ;;\n");
        }

        script.Append($$"""
              esac
            }
            if [[ ${funcstack[1]} == _{{program.Name}} ]]; then _{{program.Name}} "$@"; else compdef _{{program.Name}} {{program.Name}}; fi

            """);
        return script.ToString();
    }

    private static IEnumerable<string> Specs(OptionSheet option)
    {
        string description = option.Description.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);
        string value = option.Value is { } taken ? $":{taken.Name}:{Action(taken)}" : "";
        return option.Names.Select(name => $" \\\n      {Quote($"{name}[{description}]{value}")}");
    }

    private static string Action(ValueSheet value) => value.IsFile ? "_files" : value.Choices.Count > 0 ? $"({string.Join(' ', value.Choices)})" : " ";

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
