using SmtpGen.Language.Grammar;

namespace SmtpGen.Reference;

// What stands before the verb of a command, and in every reply until the next one begins.
internal sealed partial class ReferenceInterpreter
{
    private readonly Dictionary<string, string> _prefixed = new(StringComparer.Ordinal);

    // What follows it in the line; nothing where the line does not begin so, or does not go on as it began.
    private ReadOnlySpan<byte> BehindPrefix(ReadOnlySpan<byte> line)
    {
        if (model.Prefix is not { Pattern: var pattern })
            return line;
        _prefixed.Clear();
        var head = line[..Math.Min(line.Length, LongestLine)];
        int length = 0;
        for (int state = Automaton.StartState; length < head.Length; length++)
        {
            state = pattern.Next[(state * pattern.ClassCount) + pattern.ClassOfByte[head[length]]] & ~Automaton.ActionFlag;
            if (state == 0)
                break;
        }

        byte[] prefix = head[..length].ToArray();
        if (AutomatonInterpreter.Match(pattern, prefix, Switches) is not { } registers)
            return default;
        foreach (var capture in pattern.Captures.Where(capture => registers[capture.EndRegister] >= 0))
            _prefixed[capture.Name] = Latin1(prefix.AsSpan(registers[capture.StartRegister]..registers[capture.EndRegister]));
        return line[length..];
    }

    // Of a longer line no more is looked at than of the longest that may come, be it a command or not.
    private int LongestLine => model.Commands.SelectMany(command => command.Lines.Select(line => line.Max).Append(command.LineMax)).Append(model.Lines.Max).Max();

    private string Prefixed(string name) => _prefixed.GetValueOrDefault(name, "") is { Length: > 0 } text ? text : model.Prefix!.Else;
}
