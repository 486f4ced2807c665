namespace SmtpGen.Language.Binding;

/// <summary>
/// Names that generated types have already, by themselves or from the runtime's types that they derive from. Tests try every member of those.
/// </summary>
internal static class TakenNames
{
    private static readonly string[] s_object = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>What no decision is called: those of the handler and the session, and the types of the answers.</summary>
    public static ISet<string> Decisions { get; } = Set("None", "Connect", "Handler", "LineTooLong");

    /// <summary>What no body is called beside that.</summary>
    public static ISet<string> Bodies { get; } = Set("Body");

    /// <summary>What no action of a client is called: members of its machine, and its methods without their ending.</summary>
    public static ISet<string> Actions { get; } = Set(
        [.. s_object, "ReadGreeting", "CurrentState", "StateName", "StateNumber", "IsClosed",
        "PendingOutput", "RepliesDue", "ListedExtensions", "Require", "BeginTls", "Dispose", "ReadReply", "SendPending", "ReadUnsolicited", "ReadBody", "CopyBodyTo", "ExpectNoReply", "EndWithData"]);

    /// <summary>What no text of a session is called: members of its interface, of the session and of the machine.</summary>
    public static ISet<string> Words { get; } = Set(
        [
            .. s_object, "Advance", "Answer", "AnswerBody", "AnswerChunk", "AnswerCount", "AskHandlerAsync", "CanSecure", "Configuration", "Connect",
            "ConnectedEndPoint", "EndSend", "EndUpgrade", "FailDecision", "FlagBits", "Flags", "HandlerFailed", "HasClientLeft", "IsBodyRefused", "IsClosed",
            "IsInBody", "IsLostInBody", "IsPresent", "IsStopping", "LocalEndPoint", "Machine", "NumberAt", "Observer", "OfferBodyAsync", "OnSecured",
            "OnStateChanged", "OptionMissed", "Options", "Outgoing", "Output", "Pending", "PendingDecision", "Protocol", "Raise", "ReadBody", "RefuseAsync",
            "RemoteEndPoint", "Report", "RunAsync", "Security", "Send", "SendAsync", "SetWord", "State", "StateChanged", "StateName", "StateNumber", "DataText", "PrefixAt", "TextAt", "TextsAt", "Threads", "Trace", "TryActFor", "TryPush",
            "Wait", "Word", "Map",
        ]);

    /// <summary>What no limit or option is called: members of the options.</summary>
    public static ISet<string> Settings { get; } = Set(
        [
            .. s_object, "CommandWait", "DataBlockWait", "ExtensionBits", "Extensions", "Framing", "HostName", "HostNameOctets", "IsOn", "LimitOf", "Offer",
            "OptionBits", "StandsFor", "Switches", "Turn", "Validate",
        ]);

    /// <summary>What no reply is called: members of the answers, and what stands for no reply.</summary>
    public static ISet<string> Replies { get; } = Set([.. s_object, "Body", "IsDefault", "IsPositive", "Of", "Other", "Outcome", "Reply", "Text"]);

    /// <summary>What no parameter of a reply is called: what the method that makes the answer takes beside it.</summary>
    public static ISet<string> Parameters { get; } = Set("Body");

    /// <summary>What nothing is called that a command says: members of its arguments, and what methods have beside them.</summary>
    public static ISet<string> Arguments { get; } = Set([.. s_object, "Line", "CancellationToken"]);

    /// <summary>What no line is called that a command asks for: what methods have beside it.</summary>
    public static ISet<string> Lines { get; } = Set("Line", "CancellationToken");

    /// <summary>What no flag is called.</summary>
    public static ISet<string> Flags { get; } = Set("None");

    /// <summary>What no extension is called.</summary>
    public static ISet<string> Extensions { get; } = Set("None", "All", "Default");

    /// <summary>Nothing.</summary>
    public static ISet<string> None { get; } = Set();

    private static HashSet<string> Set(params string[] names) => new(names, StringComparer.Ordinal);
}
