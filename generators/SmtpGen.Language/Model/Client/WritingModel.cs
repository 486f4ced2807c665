using SmtpGen.Language.Text;

namespace SmtpGen.Language.Model;

/// <summary>How a client writes the arguments of a command, after the verb and one space.</summary>
/// <param name="Inputs">What it has to be told, in the order of the pattern.</param>
/// <param name="Parts">What it writes.</param>
public sealed record WritingModel(EquatableArray<WritingInput> Inputs, EquatableArray<WritingPart> Parts)
{
    /// <summary>No arguments.</summary>
    public static WritingModel None { get; } = new([], []);
}

/// <summary>Something a client has to be told to write a command.</summary>
/// <param name="Capture">The capture.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
public sealed record WritingInput(string Capture, WritingInputKind Kind, bool IsOptional)
{
    /// <summary>Whether it may stand in quotation marks.</summary>
    public bool TakesQuotes { get; init; }

    /// <summary>Whether its octets may be counted.</summary>
    public bool TakesCounted { get; init; }

    /// <summary>What stands between the texts of a list.</summary>
    public byte Separator { get; init; }
}

/// <summary>What a client is told.</summary>
public enum WritingInputKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number of 64 bits.</summary>
    Number,

    /// <summary>Whether a fixed word is there.</summary>
    Word,

    /// <summary>Several texts.</summary>
    List,
}

/// <summary>A piece of what a client writes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A literal, or the fixed word of a capture; else empty.</param>
/// <param name="Capture">The capture that is written or asked about; else empty.</param>
/// <param name="Given">The captures any of which must be given; empty unless parts depend on it.</param>
/// <param name="Parts">What is written where that holds.</param>
/// <param name="Otherwise">What is written where it does not.</param>
public sealed record WritingPart(
    WritingPartKind Kind, string Text, string Capture, EquatableArray<string> Given, EquatableArray<WritingPart> Parts,
    EquatableArray<WritingPart> Otherwise);

/// <summary>What a client writes.</summary>
public enum WritingPartKind
{
    /// <summary>A fixed text.</summary>
    Literal,

    /// <summary>What stands for a capture.</summary>
    Capture,

    /// <summary>Parts that depend on whether one of some captures is given.</summary>
    WhenGiven,

    /// <summary>Parts that depend on whether the capture is a text that is not empty.</summary>
    WhenNotEmpty,

    /// <summary>Nothing; the capture cannot be given beside what is written here.</summary>
    Refused,
}
