using SmtpGen.Language.Format;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Format;

/// <summary>The canonical layout of specifications.</summary>
public sealed class FormatTests
{
    private static readonly string s_root = Path.GetFullPath(Path.Combine(SpecFiles.ProtocolFolder, ".."));

    public static TheoryData<string> ShippedFiles =>
    [
        .. new[] { "protocol", "samples/protocols", "src/SmtpGen.Templates/templates" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(s_root, folder), "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".protocol" or ".help" or ".family")
            .Select(path => Path.GetRelativePath(s_root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public void A_shipped_file_is_in_the_canonical_layout(string path)
    {
        string text = File.ReadAllText(Path.Combine(s_root, path));

        Assert.Equal(text, Format(text, path));
    }

    [Theory]
    // Blocks and what they hold.
    [InlineData("lines{max 512;drain 600}", "lines { max 512; drain 600 }")]
    [InlineData("lines { max 512 drain 600 }", "lines { max 512; drain 600 }")]
    [InlineData("lines { max 512,; drain 600; }", "lines { max 512; drain 600 }")]
    [InlineData("lines\n{\n  max 512; drain 600;\n}", "lines {\n    max 512; drain 600\n}")]
    [InlineData("lines { max 512 drain 600\nreply 100 }", "lines {\n    max 512\n    drain 600\n    reply 100\n}")]
    [InlineData("states { A { B; C\n} }", "states {\n    A {\n        B; C\n    }\n}")]
    [InlineData("protocol P { family mail connect { => hi -> A } }", "protocol P {\n    family mail\n    connect { => hi -> A }\n}")]
    [InlineData("reply r 250 \"a\" { meaning \"b\" fix \"c\"}", "reply r 250 \"a\" {\n    meaning \"b\"\n    fix     \"c\"\n}")]
    // Columns.
    [InlineData("otherwise {\nidle -> C\nunknown verb => no -> same\nmore than e answered a\n=> no-more -> C\n}", "otherwise {\n    idle                            -> C\n    unknown verb         => no      -> same\n    more than e answered a\n                         => no-more -> C\n}")]
    [InlineData("command A { from B, C => x -> same\nfrom D => x -> same }", "command A {\n    from B, C => x -> same\n    from D    => x -> same\n}")]
    [InlineData("reply a 250 \"x\"\nreply long 250 \"y\"", "reply a    250 \"x\"\nreply long 250 \"y\"")]
    [InlineData("bounds {\na at most 1 octets\nlonger at most 2 octets }", "bounds {\n    a      at most 1 octets\n    longer at most 2 octets\n}")]
    // Lines that go on.
    [InlineData("command A {\nfrom B\n=> x,\ny -> same }", "command A {\n    from B\n    => x,\n       y -> same\n}")]
    [InlineData("options { a = b,\nc }", "options {\n    a = b,\n        c\n}")]
    [InlineData("reply r 250\n\"a\"\n\"b\"", "reply r 250\n        \"a\"\n        \"b\"")]
    [InlineData("reply r 250 \"a\"\n\"b\"", "reply r 250 \"a\"\n            \"b\"")]
    // Patterns.
    [InlineData("command A ( x:1*DIGIT as u64 )[SP( y: \"a\"/%s\"b\" )] [ params ] { from B => x -> same }", "command A (x: 1*DIGIT as u64) [SP (y: \"a\" / %s\"b\")] [params] { from B => x -> same }")]
    [InlineData("command A (x: <prose  of two/three>)\n  cites R { from B => x -> same }", "command A (x: <prose  of two/three>)\n        cites R { from B => x -> same }")]
    // Comments and empty lines.
    [InlineData("// a\n\n\n// b\nfamily mail // c\n\n\n", "// a\n\n// b\nfamily mail // c\n")]
    [InlineData("lines { // a\nmax 512\n// b\n}", "lines { // a\n    max 512\n    // b\n}")]
    [InlineData("connect { => a, // first\nb -> C }", "connect {\n    => a, // first\n       b -> C\n}")]
    [InlineData("flags { a\n/// Doc of nothing.\n; b }", "flags {\n    a\n            /// Doc of nothing.\n            ;\n    b\n}")]
    [InlineData("lines {\n\n    max 512\n\n\n    drain 600\n\n}", "lines {\n    max 512\n\n    drain 600\n}")]
    [InlineData("protocol P {\n\n\n    family mail\n}", "protocol P {\n\n    family mail\n}")]
    public void There_is_one_way_to_lay_it_out(string text, string expected)
    {
        string end = expected.EndsWith('\n') ? "" : "\n";

        Assert.Equal(expected + end, Format(text));
        Assert.Equal(expected + end, Format(expected + end));
    }

    [Theory]
    [InlineData("protocol P { family mail")]
    [InlineData("lines { max 512 } }")]
    [InlineData("reply r 250 \"a")]
    [InlineData("command A (x: { from B => x -> same }")]
    public void What_cannot_be_parsed_has_no_layout(string text) => Assert.Null(Format(text));

    [Fact]
    public void Line_ends_stay_what_they_are()
    {
        Assert.Equal("family mail\r\nlines { max 512 }\r\n", Format("family   mail\r\nlines {max 512}"));
        Assert.Equal("family mail\nlines { max 512 }\n", Format("family   mail\nlines {max 512}\r\n"));
    }

    private static string? Format(string text, string path = "a.protocol") => SpecFormatter.Format(SpecFile.Parse(new SourceText(path, text)));
}
