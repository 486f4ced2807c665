using System.Buffers;
using System.IO.Pipelines;
using SmtpGen.Envelopes;

namespace SmtpGen.Client.Tests;

/// <summary>How the content is sent, and what becomes of it.</summary>
public sealed class ContentTests
{
    private const string Opening = """
        S: 220 mx.example
        C: EHLO client.example
        S- 250-mx.example
        S- 250-PIPELINING
        """;

    private const string Recipients = """
        C: RCPT TO:<bob@b.example>
        C: RCPT TO:<carol@c.example>
        """;

    private const string Envelope = $"""
        {Recipients}
        S- 250 ok
        S- 250 ok
        S: 250 ok
        """;

    private const string Farewell = """
        C: QUIT
        S: 221 bye
        """;

    private static readonly MailEnvelope s_envelope = new("alice@a.example", "bob@b.example", "carol@c.example");

    [Fact(Timeout = 60_000)]
    public async Task A_temporary_file_is_readable_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no such mode there");
        await using var octets = PipeReader.Create(new ReadOnlySequence<byte>("x\r\n"u8.ToArray())).AsStream();
        await using var content = await MailContent.OfAsync(octets, TestContext.Current.CancellationToken);

        var file = Assert.IsType<FileStream>(content.Open());

        Assert.False(OperatingSystem.IsWindows() || File.GetUnixFileMode(file.SafeFileHandle) != (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_lists_CHUNKING_gets_the_octets_as_they_are()
    {
        await using var server = ScriptedServer.Play($"""
            {Opening}
            S: 250 CHUNKING
            C: MAIL FROM:<alice@a.example>
            {Envelope}
            C: BDAT 7 LAST
            C 7
            S: 250 stored
            {Farewell}
            """);

        Assert.True((await server.SendAsync(s_envelope, ".\n.x")).IsComplete);
        Assert.Equal(".\r\n.x\r\n", server.Body);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_large_content_goes_in_several_chunks_of_which_the_next_does_not_wait()
    {
        await using var server = ScriptedServer.Play($"""
            {Opening}
            S: 250 CHUNKING
            C: MAIL FROM:<alice@a.example>
            {Envelope}
            C: BDAT 262144
            C 262144
            C: BDAT 262144
            C 262144
            S: 250 ok
            C: BDAT 75712 LAST
            C 75712
            S- 250 ok
            S: 250 stored
            {Farewell}
            """);

        Assert.True((await server.SendAsync(s_envelope, string.Concat(Enumerable.Repeat(new string('x', 98) + "\r\n", 6000)))).IsComplete);
        Assert.Equal(600_000, server.Body.Length);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_chunk_that_is_refused_ends_the_message_and_not_the_session()
    {
        await using var server = ScriptedServer.Play($"""
            {Opening}
            S: 250 CHUNKING
            C: MAIL FROM:<alice@a.example>
            {Envelope}
            C: BDAT 262144
            C 262144
            C: BDAT 262144
            C 262144
            S- 552 5.3.4 Too big
            S: 503 5.5.1 No
            C: RSET
            S: 250 ok
            {Farewell}
            """);

        var exception = await Assert.ThrowsAsync<MailSendException>(() => server.SendAsync(s_envelope, new string('x', 600_000)));

        Assert.Equal(552, exception.Reply!.Code);
        Assert.All(exception.Result!.Recipients, recipient => Assert.Equal(552, recipient.Reply!.Code));
    }

    [Fact(Timeout = 60_000)]
    public async Task Binary_content_is_sent_octet_by_octet()
    {
        await using var server = ScriptedServer.Play($"""
            {Opening}
            S- 250-CHUNKING
            S: 250 BINARYMIME
            C: MAIL FROM:<alice@a.example> BODY=BINARYMIME
            {Envelope}
            C: BDAT 6 LAST
            C 6
            S: 250 stored
            {Farewell}
            """);

        Assert.True((await server.SendAsync(s_envelope, "\n\0\r\n\ra")).IsComplete);
        Assert.Equal("\n\0\r\n\ra", server.Body);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_asks_for_the_content_although_nobody_gets_it_is_given_none()
    {
        await using var server = ScriptedServer.Play($"""
            {Opening}
            S: 250 HELP
            C: MAIL FROM:<alice@a.example>
            {Recipients}
            C: DATA
            S- 250 ok
            S- 550 5.1.1 No such mailbox
            S- 450 4.2.0 Busy
            S: 354 go
            C.
            S: 554 5.5.1 No valid recipients
            {Farewell}
            """);

        var exception = await Assert.ThrowsAsync<MailSendException>(() => server.SendAsync(s_envelope, "secret"));

        Assert.Equal("", server.Body);
        Assert.Equal([550, 450], exception.Result!.Recipients.Select(recipient => recipient.Reply!.Code));
        Assert.Contains("answered RCPT TO:<bob@b.example> with \"550 5.1.1 No such mailbox\" (state Sender).", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("The other 1 recipients do not get it either.", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_refused_sender_is_explained_and_the_next_message_can_be_sent()
    {
        await using var server = ScriptedServer.Play($"""
            {Opening}
            S: 250 HELP
            C: MAIL FROM:<alice@a.example>
            {Recipients}
            C: DATA
            S- 452 4.3.1 Disk full
            S- 503 5.5.1 MAIL first
            S- 503 5.5.1 MAIL first
            S: 503 5.5.1 MAIL first
            {Farewell}
            """);

        var exception = await Assert.ThrowsAsync<MailSendException>(() => server.SendAsync(s_envelope, "x"));

        Assert.True(exception.IsTransient);
        Assert.Contains(
            " answered MAIL FROM:<alice@a.example> with \"452 4.3.1 Disk full\" (state Idle). ", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task LMTP_answers_for_each_recipient()
    {
        await using var server = ScriptedServer.Play("""
            S: 220 mx.example
            C: LHLO client.example
            S: 250-mx.example
            S: 250 PIPELINING
            C: MAIL FROM:<alice@a.example>
            C: RCPT TO:<bob@b.example>
            C: RCPT TO:<carol@c.example>
            C: RCPT TO:<dave@d.example>
            C: DATA
            S- 250 ok
            S- 250 ok
            S- 550 5.1.1 No such mailbox
            S- 250 ok
            S: 354 go
            C.
            S- 452 4.2.2 Mailbox full
            S: 250 stored
            C: QUIT
            S: 221 bye
            """);

        var result = await server.SendAsync(
            new("alice@a.example", "bob@b.example", "carol@c.example", "dave@d.example"), "x", options => options with { Protocol = MailProtocol.Lmtp });

        Assert.Equal([452, 550, 250], result.Recipients.Select(recipient => recipient.Reply!.Code));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stream_that_cannot_seek_is_sent_too()
    {
        await using var server = ScriptedServer.Play($"""
            {Opening}
            S: 250 SIZE
            C: MAIL FROM:<alice@a.example> SIZE=10
            {Envelope.Replace("S- 250 ok\nS- 250 ok\nS: 250 ok", "C: DATA\nS- 250 ok\nS- 250 ok\nS- 250 ok\nS: 354 go", StringComparison.Ordinal)}
            C.
            S: 250 stored
            {Farewell}
            """);
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sender = await MailSender.ConnectAsync(server.Options, cancellationToken);

        using var source = new LineEndStream(new MemoryStream("a\n\nend"u8.ToArray()));
        Assert.True((await sender.SendAsync(s_envelope, source, cancellationToken)).IsComplete);

        await sender.QuitAsync(cancellationToken);
        Assert.Equal("a\r\n\r\nend\r\n", server.Body);
    }
}
