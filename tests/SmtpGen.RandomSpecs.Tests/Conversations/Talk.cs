using System.Text;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.RandomSpecs.Conversations;

/// <summary>What a client says at random: mostly commands that the protocol has, in any state.</summary>
internal sealed class Talk(ProtocolModel model, Random random)
{
    private static readonly string[] s_other = ["", "WHAT", "GET / HTTP/1.1", "*", "text", "..", ".", " ", "\u00fc", "a\tb", "12", "word", "1\0"];
    private static readonly string[] s_bodies = ["text\r\n.\r\n", "..a\r\n.b\r\n.\r\n", ".\r\n", "a\rb\r\n.\r\n", "a\0\r\n.\r\n", "text that is longer than some limits are\r\n.\r\n"];

    private static readonly string[] s_counted = ["", "a", "two words", "QUIT\r\n", "\0\r\n", "caf\u00e9", "{5+}\r\n", "more than some", " "];

    public byte[] Say()
    {
        var said = new StringBuilder();
        for (int i = random.Next(4, 18); i > 0; i--)
            said.Append(Step());
        return Encoding.Latin1.GetBytes(said.ToString());
    }

    private string Step()
    {
        if (random.Next(8) == 0)
            return s_other[random.Next(s_other.Length)] + (random.Next(40) == 0 ? "\n" : "\r\n");
        var command = model.Commands[random.Next(model.Commands.Count)];
        string line = Line(command);
        if (random.Next(10) == 0)
            line = Spoilt(line);
        string end = random.Next(60) == 0 ? "\n" : "\r\n";
        string prefix = model.Prefix is null || random.Next(12) == 0 ? "" : Sample(model.Prefix.Pattern);
        return Counted(prefix + Step(command, line, end));
    }

    private string Step(CommandModel command, string line, string end)
    {
        if (command.Data is not null)
            return line + end + Behind(command, line);
        if (command.Chunk is { } chunk)
            return line + end + Announced(command, chunk, line);
        bool reads = command.Rules.SelectMany(rule => rule.Outcomes).Any(outcome => outcome.Then is ReadBodyModel);
        return line + end + (reads && random.Next(4) > 0 ? s_bodies[random.Next(s_bodies.Length)] : Exchanged(command));
    }

    // The octets that the client counts where an LF stands for them.
    private string Counted(string said)
    {
        if (model.Arrays is { } arrays && said.Contains(" \n", StringComparison.Ordinal))
            return Arrayed(arrays, said);
        if (model.Literals is not { } literals)
            return said;
        var counted = new StringBuilder();
        for (int i = 0; i < said.Length; i++)
        {
            if (said[i] != '\n' || (i > 0 && said[i - 1] == '\r') || i == said.Length - 1)
            {
                counted.Append(said[i]);
                continue;
            }

            string text = s_counted[random.Next(s_counted.Length)];
            string number = random.Next(20) switch { 0 => "18446744073709551616", 1 => "00000000000000000000" + text.Length, 2 => "", _ => text.Length.ToString() };
            string now = literals.Now >= 0 && random.Next(2) == 0 ? ((char)literals.Now).ToString() : "";
            counted.Append((char)literals.Open).Append(number).Append(now).Append((char)literals.Close).Append(random.Next(60) == 0 ? "\n" : "\r\n").Append(text);
        }

        return counted.ToString();
    }

    // Each word of the line is an element.
    private string Arrayed(ArraysModel arrays, string said)
    {
        int end = said.IndexOf("\r\n", StringComparison.Ordinal);
        end = end < 0 ? said.Length : end;
        string[] words = said[..end].Split(' ');
        string count = random.Next(20) == 0 ? "-1" : (words.Length + (random.Next(30) == 0 ? 1 : 0)).ToString();
        var array = new StringBuilder().Append((char)arrays.Array).Append(count).Append("\r\n");
        foreach (string word in words)
        {
            string text = word == "\n" ? s_counted[random.Next(s_counted.Length)] : word;
            array.Append((char)arrays.Element).Append(random.Next(60) == 0 ? "x" : text.Length.ToString()).Append("\r\n").Append(text).Append(random.Next(60) == 0 ? "\n" : "\r\n");
        }

        return array.Append(said[Math.Min(said.Length, end + 2)..]).ToString();
    }

    // What stands after the line of a command that counts it.
    private string Behind(CommandModel command, string line)
    {
        string digits = new([.. line.Reverse().TakeWhile(char.IsAsciiDigit).Reverse()]);
        if (command.Data is null || !int.TryParse(digits, out int octets) || octets > 2000)
            return "";
        return string.Concat(Enumerable.Repeat("text\r\n", (octets / 6) + 1))[..octets] + (random.Next(12) == 0 ? "x" : "") + (random.Next(40) == 0 ? "\n" : "\r\n");
    }

    private string Line(CommandModel command)
    {
        string verb = random.Next(4) == 0 ? command.Verb.ToLowerInvariant() : command.Verb;
        string arguments = command.Arguments is null ? "" : Sample(command.Arguments);
        string parameters = command.TakesParameters
            ? string.Concat(command.Parameters.Where(_ => random.Next(3) == 0).Select(p => $" {p.Keyword}{(p.Value is null ? "" : "=" + Sample(p.Value))}"))
            : "";
        if (command.TakesParameters && random.Next(12) == 0)
            parameters += " UNKNOWN=1";
        bool isBare = arguments.Length == 0 && parameters.Length == 0 && random.Next(10) > 0;
        return verb + (isBare ? "" : " " + arguments + parameters);
    }

    private string Announced(CommandModel command, ChunkModel chunk, string line)
    {
        string digits = new([.. line.Where(char.IsAsciiDigit)]);
        int at = line.IndexOf(' ');
        string count = at < 0 ? "" : new([.. line[(at + 1)..].TakeWhile(char.IsAsciiDigit)]);
        bool isShort = int.TryParse(count, out int octets) && octets < 2000;
        string text = random.Next(5) == 0 ? "a\rb" : random.Next(5) == 0 ? "a\0" : "text\r\n";
        return isShort ? string.Concat(Enumerable.Repeat(text, (octets / text.Length) + 1))[..octets] : digits;
    }

    private string Exchanged(CommandModel command)
    {
        var line = command.Rules.SelectMany(rule => rule.Outcomes).Select(outcome => outcome.Then).OfType<ReadLineModel>().FirstOrDefault();
        if (line is null || random.Next(3) == 0)
            return "";
        return (random.Next(5) == 0 ? line.CancelText : random.Next(12) == 0 ? new string('x', 600) : Sample(line.Line)) + "\r\n";
    }

    private string Sample(Automaton automaton)
    {
        try
        {
            return Encoding.Latin1.GetString(AutomatonSampler.Sample(automaton, random, random.Next(4) == 0 ? 30 : 8));
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private string Spoilt(string line)
    {
        int at = random.Next(line.Length + 1);
        return random.Next(5) switch
        {
            0 => line[..at],
            1 => line + " ",
            2 => line[..at] + (char)random.Next(1, 256) + line[at..],
            3 => line + new string('y', random.Next(600)),
            _ => line[..at] + line[Math.Min(at + 1, line.Length)..],
        };
    }
}
