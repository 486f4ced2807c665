using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Protocols.Tests.Smuggling;

/// <summary>
/// Every false end of a message, under both policies, cut at every octet: it ends no message, and the command after it
/// never runs. What it becomes in storage is not an end of a message either.
/// </summary>
/// <param name="isLenient">Whether the server takes all that an option makes legal, but NUL.</param>
public abstract class SmugglingTests(bool isLenient)
{
    private const string Marker = "VRFY smuggled\r\n";
    private const string Stored = "250 2.0.0";
    private const string Ok = "250 2.0.0";
    private const string Malformed = "521 5.5.2";
    private const string MalformedChunk = "550 5.5.2";
    private const string TooBig = "552 5.3.4";
    private const string WrongOrder = "503 5.5.1";

    // Over the limit of the session, in lines.
    private static readonly string s_tooMuch = string.Concat(Enumerable.Repeat(new string('x', 98) + "\r\n", 700));

    public static TheoryData<string> Ends => [.. FalseEnd.All.Select(end => end.Name)];

    public static TheoryData<string> MendedEnds => [.. FalseEnd.All.Where(end => end is { Mended: not null, IsEnd: false }).Select(end => end.Name)];

    public static TheoryData<string> RefusedEnds => [.. FalseEnd.All.Where(end => end.Mended is null).Select(end => end.Name)];

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_strict_server_refuses_a_false_end_in_text_and_never_returns_to_commands(string name) =>
        AssertRefused(FramingPolicy.Strict, "text", name);

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_strict_server_does_so_when_the_message_is_too_big_already(string name) =>
        AssertRefused(FramingPolicy.Strict, s_tooMuch + "text", name);

    [Theory]
    [MemberData(nameof(RefusedEnds))]
    public void A_mending_server_refuses_a_false_end_with_NUL(string name)
    {
        AssertRefused(FramingPolicy.Normalize, "text", name);
        AssertRefused(FramingPolicy.Normalize, s_tooMuch + "text", name);
    }

    [Theory]
    [MemberData(nameof(MendedEnds))]
    public void A_mending_server_takes_a_false_end_for_text_and_stores_no_true_one(string name)
    {
        var end = Find(name);
        foreach (int cut in Cuts("text", end))
        {
            var session = BeginText(FramingPolicy.Normalize);
            session.Feed("text" + end.Octets + Marker + "more\r\n.\r\nNOOP\r\n", cut);

            Assert.Equal([Stored, Ok], session.TakeReplies());
            string body = Assert.Single(session.Bodies);
            Assert.Equal("text" + end.Mended + Marker + "more\r\n", body);
            Assert.DoesNotContain("\r\n.\r\n", body, StringComparison.Ordinal);
            Assert.False(session.HasRunSmuggled);
        }
    }

    [Theory]
    [MemberData(nameof(MendedEnds))]
    public void A_mending_server_reads_a_message_that_is_too_big_to_its_true_end(string name)
    {
        var end = Find(name);
        string text = s_tooMuch + "text";
        foreach (int cut in Cuts(text, end))
        {
            var session = BeginText(FramingPolicy.Normalize);
            session.Feed(text + end.Octets + Marker + "more\r\n.\r\nNOOP\r\n", cut);

            Assert.Equal([TooBig, Ok], session.TakeReplies());
            Assert.Empty(session.Bodies);
            Assert.False(session.HasRunSmuggled);
        }
    }

    [Fact]
    public void A_mending_server_finds_the_true_end_behind_a_stray_carriage_return()
    {
        var end = FalseEnd.All.Single(end => end.IsEnd);
        foreach (int cut in Cuts("text", end))
        {
            var session = BeginText(FramingPolicy.Normalize);
            session.Feed("text" + end.Octets + "NOOP\r\n", cut);

            Assert.Equal([Stored, Ok], session.TakeReplies());
            Assert.Equal("text" + end.Mended, Assert.Single(session.Bodies));
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_chunk_ends_where_it_was_counted_to(string name)
    {
        var end = Find(name);
        foreach (var policy in Enum.GetValues<FramingPolicy>())
        {
            string? mended = policy == FramingPolicy.Strict ? null : end.MendedInChunk;
            string payload = "text" + end.Octets + Marker;
            string command = $"BDAT {payload.Length} LAST\r\n";
            foreach (int cut in Cuts(command + "text", end))
            {
                var session = Begin(policy);
                session.Feed(command + payload + "NOOP\r\n", cut);

                Assert.Equal([mended is null ? MalformedChunk : Stored, Ok], session.TakeReplies());
                Assert.Equal(mended is null ? [] : ["text" + mended + Marker], session.Bodies);
                Assert.False(session.HasRunSmuggled);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Chunks_that_meet_within_a_false_end_do_not_run_what_is_behind_it(string name)
    {
        var end = Find(name);
        string payload = "text" + end.Octets + Marker;
        foreach (var policy in Enum.GetValues<FramingPolicy>())
        {
            string? mended = policy == FramingPolicy.Strict ? null : end.MendedInChunk;
            for (int first = 0; first <= payload.Length; first++)
            {
                var session = Begin(policy);
                session.Feed($"BDAT {first}\r\n{payload[..first]}BDAT {payload.Length - first} LAST\r\n{payload[first..]}NOOP\r\n", -1);

                string[] replies = session.TakeReplies();
                if (mended is not null)
                    Assert.Equal([Ok, Stored, Ok], replies);
                else if (replies[0] == Ok)
                    Assert.Equal([Ok, MalformedChunk, Ok], replies);
                else
                    Assert.Equal([MalformedChunk, WrongOrder, Ok], replies);
                Assert.Equal(mended is null ? [] : ["text" + mended + Marker], session.Bodies);
                Assert.False(session.HasRunSmuggled);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_chunk_that_is_too_big_is_read_to_where_it_was_counted_to(string name)
    {
        var end = Find(name);
        string payload = s_tooMuch + "text" + end.Octets + Marker;
        string command = $"BDAT {payload.Length} LAST\r\n";
        foreach (var policy in Enum.GetValues<FramingPolicy>())
        {
            foreach (int cut in Cuts(command + s_tooMuch + "text", end))
            {
                var session = Begin(policy);
                session.Feed(command + payload + "NOOP\r\n", cut);

                Assert.Equal([TooBig, Ok], session.TakeReplies());
                Assert.Empty(session.Bodies);
                Assert.False(session.HasRunSmuggled);
            }
        }
    }

    private void AssertRefused(FramingPolicy policy, string text, string name)
    {
        var end = Find(name);
        foreach (int cut in Cuts(text, end))
        {
            var session = BeginText(policy);
            session.Feed(text + end.Octets + Marker + "more\r\n.\r\nNOOP\r\n", cut);

            Assert.Equal([Malformed], session.TakeReplies());
            Assert.True(session.IsClosed);
            Assert.Empty(session.Bodies);
            Assert.False(session.HasRunSmuggled);
        }
    }

    private SmuggledSession BeginText(FramingPolicy policy)
    {
        var session = Begin(policy);
        session.Feed("DATA\r\n");
        Assert.Equal(["354"], session.TakeReplies());
        return session;
    }

    private SmuggledSession Begin(FramingPolicy policy) => new(policy, isLenient);

    private static FalseEnd Find(string name) => FalseEnd.All.Single(end => end.Name == name);

    // In one piece, octet by octet, and cut at every octet from before the false end to after the marker.
    private static IEnumerable<int> Cuts(string before, FalseEnd end) =>
        Enumerable.Range(before.Length - 1, end.Octets.Length + Marker.Length + 2).Prepend(-1).Prepend(0);
}

/// <summary>A server that is as strict as the RFCs.</summary>
public sealed class StrictSmugglingTests() : SmugglingTests(isLenient: false);

/// <summary>One that takes line feeds at the end of commands, and more.</summary>
public sealed class LenientSmugglingTests() : SmugglingTests(isLenient: true)
{
    [Fact]
    public void A_server_that_takes_NUL_takes_a_false_end_with_one_for_text()
    {
        foreach (var end in FalseEnd.All.Where(end => end.Mended is null))
        {
            var session = new SmuggledSession(FramingPolicy.Strict, isLenient: true, takesNul: true);
            session.Feed("DATA\ntext" + end.Octets + "VRFY smuggled\r\nmore\r\n.\r\nNOOP\n", -1);

            Assert.Equal(["354", "250 2.0.0", "250 2.0.0"], session.TakeReplies());
            // A dot at the start of a line is one too many, whatever follows it.
            string text = end.Octets.Replace("\r\n.", "\r\n", StringComparison.Ordinal);
            Assert.Equal("text" + text + "VRFY smuggled\r\nmore\r\n", Assert.Single(session.Bodies));
            Assert.False(session.HasRunSmuggled);
        }
    }
}
