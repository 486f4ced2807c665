using System.Text;

namespace SmtpGen.Tool.Manual;

/// <summary>Writes the manual page, for the macros of man(7).</summary>
internal static class ManualPage
{
    public static string Write(CommandSheet program, string version)
    {
        var page = new StringBuilder();
        string[] paragraphs = program.Description.ReplaceLineEndings("\n").Split("\n\n");
        page.Append($".TH {program.Name.ToUpperInvariant()} 1 \"\" \"{program.Name} {Text(version)}\" \"User Commands\"\n");
        page.Append($".SH NAME\n{program.Name} \\- {Text(Lower(paragraphs[0].TrimEnd('.')))}\n");
        page.Append($".SH SYNOPSIS\n.B {program.Name}\n.I COMMAND\n[\\fIOPTION\\fR]...\n");
        page.Append($".SH DESCRIPTION\n{Text(paragraphs[0])}\n");
        page.Append(".SH OPTIONS\n");
        Write(page, program.Options);
        page.Append(".SH COMMANDS\n");
        foreach (var command in program.Commands)
            Write(page, program, command);
        page.Append(".SH EXIT STATUS\n");
        foreach (var (code, meaning) in ToolExit.Meanings)
            page.Append($".TP\n.B {code}\n{Text(meaning)}\n");
        page.Append(".SH ENVIRONMENT\n.TP\n.B COLUMNS\nThe width that text is folded to, where it is folded.\n");
        page.Append(".TP\n.BR LC_ALL \", \" LC_MESSAGES \", \" LANG\nThe language of explanations.\n");
        page.Append(".TP\n.B NO_COLOR\nNo colours, whatever its value.\n");
        return page.ToString();
    }

    private static void Write(StringBuilder page, CommandSheet program, CommandSheet command)
    {
        page.Append($".SS {Text(command.Name)}\n.B {program.Name} {Text(command.Name)}\n[\\fIOPTION\\fR]...");
        foreach (var argument in command.Arguments)
            page.Append($" \\fI{Text(argument.Name)}\\fR{(argument.IsRepeated ? "..." : "")}");
        page.Append($"\n.PP\n{Text(command.Description)}.\n");
        foreach (var argument in command.Arguments)
            page.Append($".TP\n.I {Text(argument.Name)}\n{Text(argument.Description)}{Choices(argument)}.\n");
        Write(page, command.Options);
    }

    private static void Write(StringBuilder page, IReadOnlyList<OptionSheet> options)
    {
        foreach (var option in options)
        {
            string names = string.Join(", ", option.Names.Select(name => $"\\fB{Text(name)}\\fR"));
            string value = option.Value is { } taken ? $" \\fI{Text(taken.Name)}\\fR" : "";
            string choices = option.Value is { } chosen ? Choices(chosen) : "";
            string usual = option.Usual.Length > 0 ? $" [{Text(option.Usual)}]" : "";
            page.Append($".TP\n{names}{value}\n{Text(option.Description.TrimEnd('.'))}{choices}{usual}{(option.IsRequired ? " (required)" : "")}.\n");
        }
    }

    private static string Choices(ValueSheet value) => value.Choices.Count > 0 ? $" ({string.Join(", ", value.Choices.Select(Text))})" : "";

    private static string Lower(string text) => text.Length > 0 ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    // A line that begins with a dot or an apostrophe would be a request.
    private static string Text(string text)
    {
        string escaped = text.ReplaceLineEndings(" ").Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? "\\&" + escaped : escaped;
    }
}
