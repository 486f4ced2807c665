namespace SmtpGen.Compiler;

/// <summary>Names of the generator's steps, under which tests see what ran again after an edit.</summary>
public static class TrackingNames
{
    /// <summary>Path and text of each specification file.</summary>
    public const string ReadSpec = "ReadSpec";

    /// <summary>The syntax of each <c>.protocol</c> and <c>.help</c> file.</summary>
    public const string ParseSpec = "ParseSpec";

    /// <summary>The rules of each <c>.abnf</c> file.</summary>
    public const string ParseGrammar = "ParseGrammar";

    /// <summary>What each <c>.protocol</c> and <c>.help</c> file says, wherever it stands in the text.</summary>
    public const string SpecMeaning = "SpecMeaning";

    /// <summary>What each <c>.abnf</c> file says, wherever it stands in the text.</summary>
    public const string GrammarMeaning = "GrammarMeaning";

    /// <summary>All files bound together; a step after a change of what one of them says.</summary>
    public const string BindProtocols = "BindProtocols";

    /// <summary>One protocol; a step after it runs again only when the protocol itself changed.</summary>
    public const string Protocol = "Protocol";

    /// <summary>One emitted file.</summary>
    public const string EmitFile = "EmitFile";

    /// <summary>The errors, where they stand now.</summary>
    public const string LocateErrors = "LocateErrors";
}
