using System.Globalization;

namespace SmtpGen.Benchmarks.Peers;

/// <summary>What the command line of <c>peers</c> says.</summary>
internal sealed record PeerOptions
{
    public const string Usage = """
        usage: peers [--rounds N] [--loads A,B] [--receivers A,B] [--own NAME=COMMAND] [--output DIR] [--scale X] [--list]

          --rounds N           how often each receiver is measured under each load, in turn; 5 unless given
          --loads A,B          only these loads
          --receivers A,B      only these receivers
          --own NAME=COMMAND   a receiver of your own, such as "mine=./mine --listen 127.0.0.1:{port}"; may be repeated
          --output DIR         where results.json, results.md and the charts go; artifacts/benchmarks/results unless given
          --scale X            so many times the messages and connections, such as 0.1 for a quick try
          --list               names loads and receivers, and ends
        """;

    public int Rounds { get; private init; } = 5;

    public double Scale { get; private init; } = 1;

    /// <summary>Null for all.</summary>
    public IReadOnlyList<string>? Loads { get; private init; }

    /// <summary>Null for all.</summary>
    public IReadOnlyList<string>? Receivers { get; private init; }

    /// <summary>Receivers that the user brings: a name and a command line, in which <c>{port}</c> stands for the port.</summary>
    public IReadOnlyList<(string Name, string Command)> Own { get; private init; } = [];

    public string? Output { get; private init; }

    public bool Lists { get; private init; }

    /// <exception cref="FormatException">The command line is wrong; the message says what is right.</exception>
    public static PeerOptions Parse(IReadOnlyList<string> words)
    {
        var options = new PeerOptions();
        for (int i = 0; i < words.Count; i++)
        {
            string option = words[i];
            if (option == "--list")
            {
                options = options with { Lists = true };
                continue;
            }

            if (option is not ("--rounds" or "--loads" or "--receivers" or "--own" or "--output" or "--scale"))
                throw new FormatException($"There is no option '{option}'.");
            string value = ++i < words.Count ? words[i] : throw new FormatException($"{option} needs a value.");
            options = option switch
            {
                "--rounds" => options with { Rounds = Count(value) },
                "--scale" => options with { Scale = Factor(value) },
                "--loads" => options with { Loads = value.Split(',') },
                "--receivers" => options with { Receivers = value.Split(',') },
                "--own" => options with { Own = [.. options.Own, Named(value)] },
                _ => options with { Output = value },
            };
        }

        return options;
    }

    private static int Count(string value) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"--rounds is a number from 1, not '{value}'.");

    private static double Factor(string value) =>
        double.TryParse(value, CultureInfo.InvariantCulture, out double number) && number is > 0 and <= 100
            ? number
            : throw new FormatException($"--scale is a number above 0 and up to 100, not '{value}'.");

    private static (string Name, string Command) Named(string value) =>
        value.Split('=', 2) is [{ Length: > 0 } name, { } command] && command.Contains("{port}", StringComparison.Ordinal)
            ? (name, command)
            : throw new FormatException($"--own is NAME=COMMAND with {{port}} in the command, not '{value}'.");
}
