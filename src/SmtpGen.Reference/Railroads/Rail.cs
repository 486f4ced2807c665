using System.Globalization;
using SmtpGen.Language.Grammar;
using SmtpGen.Reference.Drawing;

namespace SmtpGen.Reference.Railroads;

/// <summary>A part of a railroad drawing: what stands on the line, with the room that it takes.</summary>
/// <param name="Width">From where the line enters to where it leaves.</param>
/// <param name="Up">Above the line.</param>
/// <param name="Down">Below the line.</param>
internal abstract record Rail(double Width, double Up, double Down)
{
    /// <summary>The part of the line that turns off and comes back, on each side.</summary>
    public const double Turn = 20;

    /// <summary>Between parts, one after the other or one below the other.</summary>
    public const double Gap = 10;

    public static Rail Of(GrammarNode node) => node switch
    {
        Alternation a => new RailChoice([.. a.Alternatives.Select(Of)]),
        Concatenation { Parts.Count: 0 } => new RailSkip(),
        Concatenation c => new RailSequence([.. c.Parts.Select(Of)]),
        Repetition { Min: 0, Max: 1 } r => new RailOption(Of(r.Item)),
        Repetition { Min: 0, Max: null } r => new RailOption(new RailLoop(Of(r.Item), "")),
        Repetition { Min: 0, Max: 0 } => new RailSkip(),
        Repetition { Min: 0 } r => new RailOption(new RailLoop(Of(r.Item), string.Create(CultureInfo.InvariantCulture, $"≤ {r.Max}×"))),
        Repetition { Min: 1, Max: 1 } r => Of(r.Item),
        Repetition r => new RailLoop(Of(r.Item), Times(r)),
        RuleReference r => new RailBox(r.Name, IsRule: true),
        StringTerminal { IsCaseSensitive: false } s => new RailBox(s.Text, IsRule: false),
        _ => new RailBox(AbnfText.Of(node), IsRule: false),
    };

    private static string Times(Repetition repetition) => repetition switch
    {
        { Min: 1, Max: null } => "",
        { Max: null } => string.Create(CultureInfo.InvariantCulture, $"≥ {repetition.Min}×"),
        _ when repetition.Min == repetition.Max => string.Create(CultureInfo.InvariantCulture, $"{repetition.Min}×"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{repetition.Min}–{repetition.Max}×"),
    };
}

/// <summary>Nothing but the line.</summary>
internal sealed record RailSkip() : Rail(0, 0, 0);

/// <summary>A literal, or the name of a rule.</summary>
internal sealed record RailBox(string Text, bool IsRule) : Rail(Math.Ceiling(TextMeasure.Command(Text)) + (2 * Padding), HalfHeight, HalfHeight)
{
    public const double Padding = 10;
    public const double HalfHeight = 13;
}

/// <summary>Parts one after the other.</summary>
internal sealed record RailSequence(IReadOnlyList<Rail> Parts)
    : Rail(Parts.Sum(part => part.Width) + ((Parts.Count - 1) * Gap), Parts.Max(part => part.Up), Parts.Max(part => part.Down));

/// <summary>Any one of several parts, the first on the line and the others below.</summary>
internal sealed record RailChoice(IReadOnlyList<Rail> Ways)
    : Rail(Ways.Max(way => way.Width) + (2 * Turn), Ways[0].Up, Ways.Sum(way => way.Up + way.Down + Gap) - Ways[0].Up - Gap);

/// <summary>A part that may be left out, by a line above it.</summary>
internal sealed record RailOption(Rail Item) : Rail(Item.Width + (2 * Turn), Item.Up + Gap, Item.Down);

/// <summary>A part that may come again, by a line below it.</summary>
/// <param name="Item">The part.</param>
/// <param name="Times">How often it may come, below the line; empty: without bound.</param>
internal sealed record RailLoop(Rail Item, string Times) : Rail(
    Math.Max(Item.Width, TextMeasure.Command(Times)) + (2 * Turn), Item.Up, Item.Down + Gap + (Times.Length > 0 ? CaptionHeight : 0))
{
    public const double CaptionHeight = 18;
}
