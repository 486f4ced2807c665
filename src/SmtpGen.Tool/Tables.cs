using Spectre.Console;

namespace SmtpGen.Tool;

/// <summary>Prints tables: fitted to a terminal, unwrapped in a file or pipe.</summary>
internal static class Tables
{
    private const int Unwrapped = 8192;

    public static Table Create(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string column in columns)
            table.AddColumn(new TableColumn(new Text(column)));
        return table;
    }

    /// <summary>Writes a table, as wide as the output or as it is said, without a blank line above and blanks at the ends of lines.</summary>
    public static void Write(TextWriter output, Table table, int? width = null)
    {
        var target = new AnsiConsoleOutput(output);
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width ?? (target.IsTerminal ? target.Width : Unwrapped);
        console.Write(table);
        foreach (string line in text.ToString().TrimEnd().Split('\n').SkipWhile(string.IsNullOrWhiteSpace))
            output.WriteLine(line.TrimEnd());
    }
}
