using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

// What stands after a verb.
internal sealed partial class ReferenceInterpreter
{
    private void Arguments(CommandModel command, byte[]? arguments)
    {
        if (command.Arguments is null)
        {
            if (arguments is not null)
                BadArguments(command);
            else
                Run(command);
            return;
        }

        // The longest part up to a space that the grammar accepts; parameters stand after it.
        byte[] octets = arguments ?? [];
        int end = Enumerable.Range(0, octets.Length + 1).Reverse()
            .Where(i => i == octets.Length || (command.TakesParameters && Blanks.Contains((char)octets[i])))
            .FirstOrDefault(i => AutomatonInterpreter.Accepts(command.Arguments, octets[..i], Switches), -1);
        bool isBeyondAscii = Expanded(Latin1(octets), 0, Latin1(octets)).Any(o => o > 127);
        if (end >= 0)
            Capture(command, octets[..end]);
        if (end < 0 || command.Captures.Any(c => c.AsciiOnly && _expanded.GetValueOrDefault(c.Name, "").Any(o => o > 127)))
            BadArguments(command);
        else
            Parameters(command, end == octets.Length ? [] : Words(Latin1(octets.AsSpan(end))), isBeyondAscii);
    }

    // What is captured, with all that it stands for.
    private readonly Dictionary<string, string> _expanded = new(StringComparer.Ordinal);

    private void Capture(CommandModel command, byte[] octets)
    {
        int[] registers = AutomatonInterpreter.Match(command.Arguments!, octets, Switches)!;
        string line = Latin1(octets);
        _expanded.Clear();
        foreach (var capture in command.Arguments!.Captures.Where(c => registers[c.EndRegister] >= 0))
        {
            int start = registers[capture.StartRegister];
            string part = line[start..registers[capture.EndRegister]];
            string text = Counted(line, start, part);
            _expanded[capture.Name] = Expanded(line, start, part);
            bool isUnquoted = command.Captures.Any(c => c.Name == capture.Name && c.Kind == CaptureKind.Unquoted && part != "\n");
            _captured[capture.Name] = isUnquoted && Quoted().Match(text) is { Success: true } quoted ? Escaped().Replace(quoted.Groups[1].Value, "$1") : text;
        }
    }

    [GeneratedRegex("""^"((?:[^"\\]|\\.)*)"\z""", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex("""\\(.)""", RegexOptions.Singleline)]
    private static partial Regex Escaped();

    // The first capture whose number is larger than its limit.
    private int TooBig(CommandModel command) => command.Captures
        .FirstOrDefault(c => c.Limit >= 0 && _captured.TryGetValue(c.Name, out string? digits) && digits.Length > 0
            && BigInteger.Parse(digits, CultureInfo.InvariantCulture) > settings.Limits[model.Limits[c.Limit].Name])?.TooBigReply ?? -1;

    private void BadArguments(CommandModel command)
    {
        if (command.BadArguments is { } own)
            Error(own);
        else
            Error(OtherwiseInput.BadArguments);
    }

    // What stands behind one blank, or behind any.
    private string[] Words(string text) => IsOn(model.Lines.AnyBlanks)
        ? text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries)
        : text[1..].Split(' ');

    private char[] Blanks => IsOn(model.Lines.AnyBlanks) ? [' ', '\t'] : [' '];

    private ulong Switches => Enumerable.Range(0, model.Options.Count).Where(IsOn).Aggregate(0UL, (mask, i) => mask | (1UL << i));

    private bool IsOn(int option) => option >= 0 && settings.Options.Contains(model.Options[option].Name);

    private void Parameters(CommandModel command, string[] parameters, bool isBeyondAscii)
    {
        var tooBig = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<string>();
        foreach (string parameter in parameters)
        {
            string[] halves = parameter.Split('=', 2);
            string keyword = halves[0].ToUpperInvariant();
            var forms = command.Parameters.Where(p => p.Keyword == keyword && IsTaken(p.Extension)).ToList();
            if (!IsWellFormed(keyword, halves))
            {
                Error(OtherwiseInput.BadArguments);
                return;
            }

            if (forms.Count == 0)
            {
                Error(OtherwiseInput.UnknownParameter);
                return;
            }

            var form = forms.FirstOrDefault(p => p.Value is null
                ? halves.Length == 1
                : halves.Length == 2 && AutomatonInterpreter.Accepts(p.Value, Encoding.Latin1.GetBytes(halves[1]), Switches));
            if (!seen.Add(keyword) || form is null)
            {
                Error(OtherwiseInput.BadArguments);
                return;
            }

            _parameterFlags |= form.Sets;
            if (form.Capture is { } value)
                _captured.TryAdd(value.Name, halves.Length > 1 ? halves[1] : "");
            if (form.Capture is { Limit: >= 0 } capture && BigInteger.Parse(halves[1]) > settings.Limits[model.Limits[capture.Limit].Name])
                tooBig[keyword] = capture.TooBigReply;
        }

        // Where several are too big, the one that the specification has first is named.
        if (TooBig(command) is >= 0 and var larger)
            Deny(larger);
        else if (command.Parameters.FirstOrDefault(p => tooBig.ContainsKey(p.Keyword)) is { } first)
            Deny(tooBig[first.Keyword]);
        else if (isBeyondAscii && command.NonAscii is { } nonAscii && (nonAscii.Needs & ~(Flags | _parameterFlags)) != 0)
            Deny(nonAscii.Reply);
        else
            Run(command);
    }

    private static bool IsWellFormed(string keyword, string[] halves) =>
        keyword.Length > 0 && char.IsAsciiLetterOrDigit(keyword[0])
        && keyword.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && (halves.Length == 1 || (halves[1].Length > 0 && halves[1].All(c => c is > ' ' and not '=' and not '\x7f')));

    private bool IsOn(ExtensionModel extension) =>
        settings.Extensions.Contains(extension.Keyword) && extension.With.All(needed => IsOn(model.Extensions[needed]));

    private bool AreUsable => IsOn(model.ExtensionsOr) || (model.ExtensionsNeed & ~Flags) == 0;

    private bool IsTaken(int extension)
    {
        if (extension < 0)
            return true;
        var it = model.Extensions[extension];
        return it.With.All(IsTaken)
            && settings.Extensions.Contains(it.Keyword)
            && AreUsable
            && (it.WhenSet & ~Flags) == 0
            && (it.WhenClear & Flags) == 0
            && it.Argument.Where(a => a.Kind == TextPartKind.Word).All(a => settings.Words.GetValueOrDefault(a.Text, "").Length > 0);
    }
}
