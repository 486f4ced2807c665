using SmtpGen.Language.Binding;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A line that may be longer than what is read of a line in search of its end.</summary>
internal static class LineBeyondDrain
{
    public static readonly DiagnosticRule Rule = new("SGP0216", "Line is longer than what is read", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        int drain = protocol.Lines.Drain;
        foreach (var (at, max) in Lines(protocol).Where(line => line.Max > drain))
        {
            report.Add(Rule, at,
                $"A line of {max} octets never ends in time, as 'lines {{ drain }}' stops looking after {drain}; write a greater drain, or {drain} at most here.");
        }
    }

    private static IEnumerable<(Name At, int Max)> Lines(BoundProtocol protocol)
    {
        // Where 'max' is not set, its default is too long for a 'drain' that is.
        var settings = protocol.LineSettings.OrderBy(setting => setting.Name.Text == "max");
        if (settings.LastOrDefault(setting => setting.Name.Text is "max" or "drain") is { } longest)
            yield return (longest.Value, protocol.Lines.Max);
        foreach (var command in protocol.Commands.Where(command => command.Syntax.LineMax is not null))
            yield return (command.Syntax.LineMax!, command.LineMax);
        foreach (var outcome in protocol.Commands.SelectMany(command => command.Rules).SelectMany(rule => rule.Outcomes))
        {
            if (outcome is { Syntax.Then: ReadLineSyntax line, Model.Line: { } model })
                yield return (line.Max, model.Max);
        }
    }
}
