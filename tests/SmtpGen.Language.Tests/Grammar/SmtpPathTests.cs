namespace SmtpGen.Language.Tests.Grammar;

public class SmtpPathTests
{
    [Theory]
    [InlineData("<a@b>", "a", "b")]
    [InlineData("<Jane.Doe@Mail.Example.COM>", "Jane.Doe", "Mail.Example.COM")]
    [InlineData("<!#$%&'*+-/=?^_`{|}~@b>", "!#$%&'*+-/=?^_`{|}~", "b")]
    [InlineData("<\"\"@b>", "\"\"", "b")]
    [InlineData("<\"a..b\"@b>", "\"a..b\"", "b")]
    [InlineData("<\"a b@c>\"@b>", "\"a b@c>\"", "b")]
    [InlineData("<\"a\\\"b\\\\\\ \"@b>", "\"a\\\"b\\\\\\ \"", "b")]
    [InlineData("<a@x-1.y--z.3com>", "a", "x-1.y--z.3com")]
    public void A_mailbox_has_a_local_part_and_a_domain(string path, string local, string domain)
    {
        MatchOutcome outcome = SmtpGrammar.MailFrom.Match($"FROM:{path}");

        Assert.True(outcome.IsWhole);
        Assert.Equal((path, local, domain), (outcome["sender"], outcome["local"], outcome["domain"]));
        Assert.Null(outcome["literal"]);
    }

    [Fact]
    public void The_reverse_path_may_be_null()
    {
        MatchOutcome outcome = SmtpGrammar.MailFrom.Match("from:<>");

        Assert.Equal("<>", outcome["sender"]);
        Assert.Null(outcome["local"]);
        Assert.Null(outcome["domain"]);
    }

    [Fact]
    public void The_forward_path_may_not_be_null() => Assert.False(SmtpGrammar.RcptTo.Accepts("TO:<>"));

    [Theory]
    [InlineData("<Postmaster>")]
    [InlineData("<postmaster>")]
    [InlineData("<POSTMASTER>")]
    public void Postmaster_needs_no_domain_and_has_no_case(string path)
    {
        MatchOutcome outcome = SmtpGrammar.RcptTo.Match($"TO:{path}");

        Assert.Equal(path, outcome["recipient"]);
        Assert.Null(outcome["local"]);
    }

    [Fact]
    public void Postmaster_may_have_a_domain_all_the_same()
    {
        MatchOutcome outcome = SmtpGrammar.RcptTo.Match("TO:<postmaster@example.org>");

        Assert.Equal(("postmaster", "example.org"), (outcome["local"], outcome["domain"]));
    }

    [Theory]
    [InlineData("<postmaster2>")]
    [InlineData("<postmaste>")]
    [InlineData("<root>")]
    public void Nobody_else_goes_without_a_domain(string path) => Assert.False(SmtpGrammar.RcptTo.Accepts($"TO:{path}"));

    [Theory]
    [InlineData("<@a.example:u@b>", "u", "b")]
    [InlineData("<@a.example,@c.d:u@b>", "u", "b")]
    public void Captures_are_of_the_mailbox_behind_a_source_route(string path, string local, string domain)
    {
        MatchOutcome outcome = SmtpGrammar.RcptTo.Match($"TO:{path}");

        Assert.True(outcome.IsWhole);
        Assert.Equal((local, domain), (outcome["local"], outcome["domain"]));
    }

    [Theory]
    [InlineData("<a..b@c>")]
    [InlineData("<.a@c>")]
    [InlineData("<a.@c>")]
    [InlineData("<@c>")]
    [InlineData("<a@>")]
    [InlineData("<a>")]
    [InlineData("<a@b@c>")]
    [InlineData("<a@c.>")]
    [InlineData("<a@.c>")]
    [InlineData("<a@b..c>")]
    [InlineData("<a@b_c>")]
    [InlineData("<a@-b>")]
    [InlineData("<a@b->")]
    [InlineData("<a@b-.c>")]
    [InlineData("<a b@c>")]
    [InlineData("<a@b c>")]
    [InlineData("<a(comment)@b>")]
    [InlineData("<\"a@b>")]
    [InlineData("<\"a\"b@c>")]
    [InlineData("<\"a\\\"@b>")]
    [InlineData("<@a u@b>")]
    [InlineData("<@a,:u@b>")]
    [InlineData("<@a,b:u@b>")]
    [InlineData("<:u@b>")]
    [InlineData("a@b")]
    [InlineData(" <a@b>")]
    [InlineData("< a@b>")]
    [InlineData("<a@b >")]
    [InlineData("<<a@b>>")]
    public void What_is_no_path_is_refused(string path)
    {
        Assert.False(SmtpGrammar.MailFrom.Accepts($"FROM:{path}"));
        Assert.False(SmtpGrammar.RcptTo.Accepts($"TO:{path}"));
    }

    [Theory]
    [InlineData("[127.0.0.1]")]
    [InlineData("[255.255.255.255]")]
    [InlineData("[001.002.003.004]")]
    [InlineData("[IPv6:2001:db8:0:0:0:0:0:1]")]
    [InlineData("[ipv6:::]")]
    [InlineData("[IPv6:::1]")]
    [InlineData("[IPv6:1::]")]
    [InlineData("[IPv6:1:2:3:4:5:6::]")]
    [InlineData("[IPv6:::1:2:3:4:5:6]")]
    [InlineData("[IPv6:1:2:3::4:5:6]")]
    [InlineData("[IPv6:1:2:3:4:5:6:192.0.2.1]")]
    [InlineData("[IPv6:::192.0.2.1]")]
    [InlineData("[IPv6:::ffff:192.0.2.1]")]
    [InlineData("[IPv6:1:2::3:4:192.0.2.1]")]
    [InlineData("[IPv6:1:2:3:4::192.0.2.1]")]
    public void An_address_literal_stands_for_a_domain(string literal)
    {
        MatchOutcome outcome = SmtpGrammar.MailFrom.Match($"FROM:<a@{literal}>");

        Assert.True(outcome.IsWhole);
        Assert.Equal(literal, outcome["literal"]);
        Assert.Null(outcome["domain"]);
        Assert.Equal(literal, SmtpGrammar.Client.Match(literal)["client"]);
    }

    [Theory]
    [InlineData("[999.1.1.1]")]
    [InlineData("[256.1.1.1]")]
    [InlineData("[1.1.256.1]")]
    [InlineData("[1.1.1.256]")]
    [InlineData("[1.1.1]")]
    [InlineData("[1.1.1.1.1]")]
    [InlineData("[1.1.1.]")]
    [InlineData("[0001.1.1.1]")]
    [InlineData("[]")]
    [InlineData("[::1]")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[IPv6:1::2::3]")]
    [InlineData("[IPv6::::]")]
    [InlineData("[IPv6:1:2:3:4:5:6:7]")]
    [InlineData("[IPv6:1:2:3:4:5:6:7:8:9]")]
    [InlineData("[IPv6:1:2:3:4:5:6:7::]")]
    [InlineData("[IPv6:1:2:3:4::5:6:7]")]
    [InlineData("[IPv6:12345::]")]
    [InlineData("[IPv6:g::]")]
    [InlineData("[IPv6:1:2:3:4:5::192.0.2.1]")]
    [InlineData("[IPv6:1:2:3::4:5:192.0.2.1]")]
    [InlineData("[IPv6:::256.0.2.1]")]
    [InlineData("[IPv6:::192.0.2.999]")]
    [InlineData("[IPv6:1:2:3:4:5:192.0.2.1]")]
    [InlineData("[tag:content]")]
    [InlineData("[1.1.1.1")]
    public void What_is_no_address_is_refused(string literal)
    {
        Assert.False(SmtpGrammar.MailFrom.Accepts($"FROM:<a@{literal}>"));
        Assert.False(SmtpGrammar.Client.Accepts(literal));
    }

    [Fact]
    public void A_local_part_has_at_most_64_octets()
    {
        AssertLongest(64, n => $"FROM:<{Letters(n)}@b>");
        AssertLongest(64, n => $"FROM:<\"{Letters(n - 2)}\"@b>");
        AssertLongest(64, n => $"FROM:<{Letters(30)}.{Letters(n - 31)}@b>");
    }

    [Fact]
    public void A_label_has_at_most_63_octets_wherever_it_stands()
    {
        AssertLongest(63, n => $"FROM:<a@{Letters(n)}>");
        AssertLongest(63, n => $"FROM:<a@{Letters(n)}.c.d>");
        AssertLongest(63, n => $"FROM:<a@b.{Letters(n)}.d>");
        AssertLongest(63, n => $"FROM:<@{Letters(n)}:a@b>");
        AssertLongest(63, n => $"FROM:<@x,@y.{Letters(n)},@z:a@b>");
    }

    [Fact]
    public void A_domain_has_at_most_255_octets()
    {
        Assert.True(SmtpGrammar.Client.Accepts(Domain(255)));
        Assert.False(SmtpGrammar.Client.Accepts(Domain(256)));
    }

    [Fact]
    public void A_path_has_at_most_256_octets_with_its_brackets_and_its_source_route()
    {
        AssertLongest(256, n => $"FROM:<a@{Domain(n - 4)}>");
        AssertLongest(256, n => $"FROM:<@{Domain(100)},@{Domain(100)}:a@{Domain(n - 208)}>");
    }

    [Fact]
    public void No_control_octet_is_part_of_a_path()
    {
        byte[] controls = [.. Enumerable.Range(0, 32).Select(octet => (byte)octet), 127];
        foreach (byte control in controls)
        {
            foreach (string path in (string[])["FROM:<a@b>", "FROM:<\"ab\"@b>", "FROM:<\"a\\b\"@b>", "FROM:<a@[1.2.3.4]>"])
            {
                for (int at = 0; at < path.Length; at++)
                {
                    byte[] input = [.. Ascii(path[..at]), control, .. Ascii(path[at..])];
                    Assert.Equal(~at, SmtpGrammar.MailFrom.Match(input).Result);
                    Assert.False(SmtpGrammar.MailFromUtf8.Match(input).IsWhole);
                }
            }
        }
    }

    [Theory]
    [InlineData("SIZE=0", true)]
    [InlineData("SIZE=18446744073709551615", true)]
    [InlineData("SIZE=99999999999999999999", true)]
    [InlineData("SIZE=100000000000000000000", false)]
    [InlineData("SIZE=", false)]
    [InlineData("SIZE=-1", false)]
    public void A_size_has_1_to_20_digits(string input, bool isAccepted) =>
        Assert.Equal(isAccepted, SmtpGrammar.Compile(SmtpGrammar.Ascii, "\"SIZE=\" (size: size-value)").Accepts(input));

    [Theory]
    [InlineData("\"FROM:\" (sender: Reverse-path)", 200)]
    [InlineData("\"TO:\" (recipient: \"<Postmaster>\" / Forward-path)", 200)]
    [InlineData("(client: Domain / address-literal)", 160)]
    [InlineData("Mail-parameters", 10)]
    public void The_automata_stay_small(string pattern, int maxStates) =>
        Assert.InRange(SmtpGrammar.Compile(SmtpGrammar.Ascii, pattern).StateCount, 2, maxStates);

    private static void AssertLongest(int length, Func<int, string> path)
    {
        Assert.True(SmtpGrammar.MailFrom.Accepts(path(length)));
        Assert.False(SmtpGrammar.MailFrom.Accepts(path(length + 1)));
    }

    private static string Letters(int count) => new('a', count);

    private static string Domain(int octets) =>
        string.Concat(Enumerable.Range(0, octets - 1).Select(i => i % 50 == 49 ? '.' : 'd')) + 'd';

    private static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);
}
