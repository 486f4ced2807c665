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

    public static void Write(TextWriter output, Table table)
    {
        var target = new AnsiConsoleOutput(output);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = target });
        if (!target.IsTerminal)
            console.Profile.Width = Unwrapped;
        console.Write(table);
    }
}
