namespace SmtpGen.Tool.LanguageServer;

/// <summary>Keywords with the rows that they need, as texts with places to fill in.</summary>
internal static class Rows
{
    private static readonly Dictionary<string, string> s_rows = new(StringComparer.Ordinal)
    {
        ["protocol"] = "protocol ${1:Name} {\n    family coded\n\n    states {\n        initial ${2:Ready}\n        final Closed\n    }\n\n    connect {\n        => ${3:greeting} -> $2\n    }\n\n    $0\n}",
        ["command"] = "command ${1:VERB} {\n    from ${2:State}\n    => ${3:reply} -> ${4:same}\n}",
        ["reply"] = "reply ${1:name} ${2:250} \"${3:Text}\" {\n    meaning \"${4:What it says.}\"\n    seen    \"${5:When one sees it.}\"\n    fix     \"${6:What to do.}\"\n}",
        ["states"] = "states {\n    initial ${1:Ready}\n    final ${2:Closed}\n}",
        ["connect"] = "connect {\n    => ${1:greeting} -> ${2:State}\n}",
        ["otherwise"] = "otherwise {\n    anything else        => ${1:reply} -> ${2:same}\n}",
        ["body"] = "body ${1:Message} at most ${2:size} {\n    => ${3:kept} -> ${4:State}\n    too big     => ${5:too-big} -> $4\n    bad framing => ${6:bad-lines} -> ${7:Closed}\n}",
        ["limits"] = "limits {\n    /// ${1:What it limits.}\n    ${2:name} ${3:100} in ${4:1} .. ${5:1000}\n}",
        ["extension"] = "extension ${1:KEYWORD} {\n    $0\n}",
        ["policy"] = "policy ${1:name} ${2|off,on|} { ${3:VERB} needs ${4:flag} else ${5:reply} }",
        ["param"] = "param ${1:VERB} \"${2:KEYWORD=}\" (${3:name}: ${4:rule})",
        ["needs"] = "needs ${1:flag} else ${2:reply}",
        ["at"] = "at most ${1:limit} in ${2:Group} else ${3:reply}",
    };

    /// <summary>The row of a keyword; null where the keyword stands alone.</summary>
    public static string? Of(string keyword) => s_rows.GetValueOrDefault(keyword);
}
