namespace SmtpGen.Compiler.Tests.HostileNames;

/// <summary>A place of a specification that has a name of one's own: <c>@</c> stands for the name, <c>#</c> for its number.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Members">What is written for each name.</param>
internal sealed record NamePosition(string Name, string Members)
{
    /// <summary>What stands in the block <c>states</c> for each name.</summary>
    public string States { get; init; } = "";

    /// <summary>The block that holds an entry for each name, and the entry.</summary>
    public (string Keyword, string Entry)? Block { get; init; }

    /// <summary>What a protocol says for each name that extends this one.</summary>
    public string InDerived { get; init; } = "";

    /// <summary>How many names one protocol has room for: it has 32 flags at most, 64 options or extensions, and one prefix.</summary>
    public int Room => Name == "prefix" ? 1 : Block?.Keyword == "flags" ? 30 : Block?.Keyword == "options" || Name is "extension" or "policy" ? 60 : 100;

    /// <summary>The names that are hostile here.</summary>
    public IEnumerable<string> Names => Name is "line" or "reply parameter" or "value that is sent" or "capture" or "list" or "data" or "number" or "word in a capture" or "parameter value"
        ? HostileName.OfParameters
        : HostileName.OfMembers;

    /// <summary>All places.</summary>
    public static IReadOnlyList<NamePosition> All { get; } =
    [
        new("state", "command GO# { from Connected => ok -> @ }") { States = "@" },
        new("group", "command GO# { from Connected => ok -> T# }") { States = "@ { T# }" },
        new("command", "command @ { from Connected => ok, refused -> same }"),
        new("command with arguments", "command @ (word: 1*ALPHA) [params] { from Connected => ok, refused -> same } param @ \"SIZE=\" (size: 1*DIGIT as u64)"),
        new("command without a choice", "command @ { from Connected => ok -> same }"),
        new("command with a line", "command @ { from Connected => ask then read line (word: *ALPHA) at most 100 octets { \"*\" => refused -> same; bad arguments => refused -> same; line too long => refused -> same } => ok -> same }"),
        new("renamed command", "command Z# { from Connected => ok, refused -> same }") { InDerived = "rename command Z# to @" },
        new("line", "command GO# { from Connected => ask then read line (@: *ALPHA) at most 100 octets { bad arguments => refused -> same; line too long => refused -> same } => ok -> same }"),
        new("body", "body @ { => ok, refused -> same; bad framing => bye -> Closed } command GO# { from Connected => go then read @ as dotted }"),
        new("body with a command", "body @ { => ok, refused -> same; bad framing => bye -> Closed } command @X { from Connected => go then read @ as dotted }"),
        new("body for each", "body @ per FOR { => ok, refused -> Other; bad framing => bye -> Closed } command GO# { from Chosen => go then read @ as dotted }"),
        new("reply", "reply @ 250 2.0.0 \"Ok\" command GO# { from Connected => @, refused -> same }"),
        new("free reply", "reply @ 550 5.0.0 \"No\" free { meaning \"a\" seen \"b\" fix \"c\" } command GO# { from Connected => ok, @ -> same }"),
        new("reply parameter", "reply r# (@) 250 2.0.0 \"Ok {@}\" command GO# { from Connected => ok, r# -> same }"),
        new("capture", "command GO# (@: 1*ALPHA) { from Connected => ok, refused -> same }"),
        new("number", "command GO# (@: 1*DIGIT as u64) { from Connected => ok, refused -> same }"),
        new("word in a capture", "command GO# [SP (@: \"LAST\")] { from Connected => ok, refused -> same }"),
        new("limit", "reply r# 250 2.0.0 \"Most {@}\" command GO# { from Connected => r# -> same }") { Block = ("limits", "@ 5 in 1 .. 9") },
        new("option", "command GO# { from Connected or Other when @ => ok -> same }") { Block = ("options", "@ off") },
        new("flag", "command GO# { from Connected needs not @ else refused => ok sets @ -> same }") { Block = ("flags", "@") },
        new("flag of a parameter", "command GO# [params] { from Connected needs not @ else refused => ok, refused -> same } param GO# \"P\" sets @") { Block = ("flags", "@") },
        new("extension", "extension @ { command GO# { from Connected => ok -> same } }"),
        new("word", "reply r# 250 2.0.0 \"Is {@}\" command GO# { from Connected => r# -> same }") { Block = ("words", "@") },
        new("parameter", "command GO# [params] { from Connected => ok, refused -> same } param GO# \"@=\" (value: 1*ALPHA)"),
        new("parameter without a value", "command GO# [params] { from Connected => ok, refused -> same } param GO# \"@\""),
        new("parameter value", "command GO# (own: 1*ALPHA) [params] { from Connected => ok, refused -> same } param GO# \"P#=\" (@: 1*ALPHA)"),
        new("list", "command GO# (@: list of 1*ALPHA) { from Connected => ok, refused -> same }"),
        new("data", "command GO# (x#: 1*DIGIT as u64) { from Connected; data (@) of x# at most most { too big => refused -> same; bad framing => refused -> same } => ok, refused -> same }"),
        new("command that sends", "command @ (word: 1*ALPHA) { from Connected; sends refused; => ok -> same }"),
        new("reply that is sent", "reply @ 250 2.0.0 \"Ok\" command GO# { from Connected; sends @; => ok -> same }"),
        new("value that is sent", "reply r# (@) 250 2.0.0 \"Ok {@}\" command GO# { from Connected; sends r#; => ok -> same }"),
        new("unsolicited reply", "reply @ (text, number: number) 250 2.0.0 \"Ok {text} {number}\" unsolicited @ in Connected"),
        new("prefix", "prefix [\":\" (@: 1*ALPHA) SP]"),
        new("policy", "command GO# { from Connected => ok sets f -> same } policy @ on { GO# need not f else refused }"),
    ];
}
