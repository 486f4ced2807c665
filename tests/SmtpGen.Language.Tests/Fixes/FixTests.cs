using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Fixes;

/// <summary>What fixes write, and when there is none. That each fix puts its finding right is shown with its page.</summary>
public sealed class FixTests
{
    private const string States = "    states { initial Connected; final Closed }\n";

    [Fact]
    public void A_missing_row_answers_as_most_rows_of_its_kind_do()
    {
        string fixedText = Fix("SGP0205", Talk(States, "        wrong state => refused -> same\n", "        idle => leaving -> Closed\n"));

        Assert.Contains("        too many errors => leaving -> Closed\n        wrong state => refused -> same\n        idle => leaving -> Closed\n    }", fixedText);
    }

    [Fact]
    public void A_session_ends_without_a_word_where_no_row_says_how_it_ends()
    {
        string rest = string.Concat(OtherwiseRows.Where(row => !row.Contains("Closed", StringComparison.Ordinal)));

        string fixedText = Fix("SGP0205", TalkWith(States, rest));

        Assert.Contains("        idle -> Closed\n", fixedText);
    }

    [Fact]
    public void Rows_on_one_line_get_more_on_that_line()
    {
        string fixedText = Fix("SGP0205", TalkWith(States, string.Join("; ", OtherwiseRows.Select(row => row.Trim()).Where(row => !row.StartsWith("idle", StringComparison.Ordinal)))));

        Assert.Contains("too many errors => leaving -> Closed; idle => leaving -> Closed", fixedText);
    }

    [Fact]
    public void A_protocol_that_answers_nothing_yet_gets_no_rows() =>
        Assert.Null(Find("SGP0205", ("a.protocol", TalkWith(States, ""))));

    [Fact]
    public void A_removed_reply_takes_its_lines_comment_and_translations_along()
    {
        var files = new Dictionary<string, string>
        {
            ["a.protocol"] = Talk(States + "    /// Not said.\n    reply odd (name) 250 2.0.0 \"Odd {name}\" free { meaning \"M.\" } // nowhere\n"),
            ["ja.help"] = "help ja for P\nreply odd { meaning \"変。\" }\nreply refused { meaning \"M\" seen \"S\" fix \"F\" }\n"
                + "reply leaving { meaning \"M\" seen \"S\" fix \"F\" }\n",
        };

        var texts = Apply("SGP0301", files).Texts;

        Assert.Equal(Talk(States), texts["a.protocol"]);
        Assert.Equal(files["ja.help"].Replace("reply odd { meaning \"変。\" }\n", "", StringComparison.Ordinal), texts["ja.help"]);
    }

    [Fact]
    public void A_reply_that_another_protocol_gives_is_not_removed()
    {
        string unused = Talk(States + "    reply odd 221 2.0.0 \"Odd\"\n");
        string used = unused.Replace("protocol P", "protocol Q", StringComparison.Ordinal).Replace("=> bye,", "=> bye, odd,", StringComparison.Ordinal);

        Assert.Null(Find("SGP0301", ("a.protocol", unused), ("b.protocol", used)));
    }

    [Fact]
    public void A_name_that_two_names_are_like_is_not_corrected() =>
        Assert.Null(Find("SGP0010", ("a.protocol", Talk(States + "    reply byte 221 2.0.0 \"x\"\n    reply bytes 221 2.0.0 \"x\"\n    reply bytec 221 2.0.0 \"x\"\n")
            .Replace("=> bye,", "=> bytex,", StringComparison.Ordinal))));

    [Fact]
    public void Edits_at_one_place_wait_for_the_next_time()
    {
        var texts = new Dictionary<string, string> { ["a"] = "0123456789" };
        SpecFix first = new("one", [new TextEdit("a", new TextSpan(2, 2), "x"), new TextEdit("a", new TextSpan(8, 0), "y")]);
        SpecFix second = new("two", [new TextEdit("a", new TextSpan(4, 1), "z")]);
        SpecFix third = new("three", [new TextEdit("a", new TextSpan(6, 1), "")]);

        var result = FixedTexts.Apply([first, second, third], texts);

        Assert.Equal(["one", "three"], result.Applied.Select(fix => fix.Title));
        Assert.Equal("01x457y89", result.Texts["a"]);
    }

    [Fact]
    public void A_fix_is_the_same_after_it_was_handed_over_as_properties()
    {
        SpecFix fix = new("Title", [new TextEdit("a/b.protocol", new TextSpan(3, 4), "x\ny"), new TextEdit("c", new TextSpan(0, 0), "")]);

        Assert.Equal(fix, FixProperties.Read(FixProperties.Write(fix)));
        Assert.Null(FixProperties.Read(FixProperties.Write(null)));
    }

    private static IEnumerable<string> OtherwiseRows =>
        from input in Binding.OtherwiseBinder.Inputs.Keys
        where input != "sent ahead"
        select $"        {input} => {(IsEnd(input) ? "leaving -> Closed" : "refused -> same")}\n";

    private static bool IsEnd(string input) =>
        input is not ("unknown verb" or "wrong state" or "bad arguments" or "unknown parameter" or "not offered" or "line too long" or "handler failed");

    private static string Talk(string members, params string[] leftOut) =>
        TalkWith(members, string.Concat(OtherwiseRows.Where(row => !leftOut.Contains(row))));

    private static string TalkWith(string members, string rows) =>
        "protocol P {\n" + members + "    connect { => hello -> Connected }\n    otherwise {\n" + rows + "    }\n"
        + "    command QUIT { from * => bye, leaving -> Closed }\n    reply hello 220 \"Hello\"\n    reply bye 221 2.0.0 \"Bye\"\n"
        + "    reply refused 500 5.5.0 \"No\" { meaning \"M\" seen \"S\" fix \"F\" }\n"
        + "    reply leaving 421 4.3.0 \"Bye\" { meaning \"M\" seen \"S\" fix \"F\" }\n}\n";

    private static string Fix(string id, string text)
    {
        string fixedText = Apply(id, new Dictionary<string, string> { ["a.protocol"] = text }).Texts["a.protocol"];
        Assert.Empty(SpecFiles.Compile(("a.protocol", fixedText)).Diagnostics.Select(d => d.ToString()));
        return fixedText;
    }

    private static FixedTexts Apply(string id, Dictionary<string, string> files)
    {
        var fix = Find(id, [.. files.Select(f => (f.Key, f.Value))]);
        Assert.NotNull(fix);
        return FixedTexts.Apply([fix], files);
    }

    private static SpecFix? Find(string id, params (string Path, string Text)[] files)
    {
        var found = SpecFiles.Compile(files).Diagnostics;
        Assert.Contains(found, d => d.Rule.Id == id);
        return found.First(d => d.Rule.Id == id).Fix;
    }
}
