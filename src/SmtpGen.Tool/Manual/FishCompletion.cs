using System.Text;

namespace SmtpGen.Tool.Manual;

/// <summary>Writes the completion script for fish.</summary>
internal static class FishCompletion
{
    public static string Write(CommandSheet program)
    {
        var script = new StringBuilder();
        script.Append($"# fish completion for {program.Name}, from its command line. To use it: {program.Name} completion fish | source\n");
        script.Append($"complete -c {program.Name} -f\n");
        foreach (var command in program.Commands)
            script.Append($"complete -c {program.Name} -n __fish_use_subcommand -a {command.Name} -d {Quote(command.Description)}\n");
        Write(script, program, "__fish_use_subcommand", program);
        foreach (var command in program.Commands)
            Write(script, program, Quote($"__fish_seen_subcommand_from {command.Name}"), command);
        return script.ToString();
    }

    private static void Write(StringBuilder script, CommandSheet program, string condition, CommandSheet command)
    {
        foreach (var option in command.Options)
        {
            string names = string.Concat(option.Names.Where(name => name.StartsWith('-'))
                .Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : name.Length == 2 && char.IsLetter(name[1]) ? $" -s {name[1..]}" : ""));
            string value = option.Value is not { } taken ? "" : taken.IsFile ? " -r -F" : $" -x{Choices(taken)}";
            script.Append($"complete -c {program.Name} -n {condition}{names}{value} -d {Quote(option.Description)}\n");
        }

        foreach (var argument in command.Arguments.Where(argument => argument.IsFile || argument.Choices.Count > 0))
            script.Append($"complete -c {program.Name} -n {condition}{(argument.IsFile ? " -F" : Choices(argument))}\n");
    }

    private static string Choices(ValueSheet value) => value.Choices.Count > 0 ? $" -a {Quote(string.Join(' ', value.Choices))}" : "";

    private static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
