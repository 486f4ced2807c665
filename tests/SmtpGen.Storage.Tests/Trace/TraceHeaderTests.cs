using MimeKit.Utils;

namespace SmtpGen.Storage.Tests.Trace;

public sealed class TraceHeaderTests
{
    [Fact]
    public void A_received_header_says_from_whom_by_whom_how_for_whom_and_when()
        => Assert.Equal(
            """
            Received: from client.example ([192.0.2.1])
             (using TLS1.3 with cipher TLS_AES_256_GCM_SHA384) by mx.example with ESMTPS
             id 42 for <bob@mx.example>; Sat, 28 Feb 2026 23:59:59 +0900

            """.ReplaceLineEndings("\r\n"),
            Headers.Envelope.Received(id: "42"));

    [Fact]
    public void A_received_header_of_the_least_leaves_out_what_is_not_known()
    {
        var envelope = new ReceivedEnvelope
        {
            ReversePath = "",
            Recipients = [],
            ReceivedAt = new DateTimeOffset(2026, 3, 1, 7, 5, 9, TimeSpan.FromMinutes(-210)),
        };
        Assert.Equal("Received: from unknown by [IPv6:2001:db8::1]; Sun, 1 Mar 2026 07:05:09 -0330\r\n", envelope.Received("[IPv6:2001:db8::1]"));
    }

    [Theory]
    [InlineData("192.0.2.1", "[192.0.2.1]")]
    [InlineData("[2001:db8::1]:50000", "[IPv6:2001:db8::1]")]
    [InlineData("2001:db8::1", "[IPv6:2001:db8::1]")]
    [InlineData("[::ffff:192.0.2.1]:25", "[192.0.2.1]")]
    [InlineData("[fe80::1%3]:25", "[IPv6:fe80::1]")]
    public void An_address_is_a_literal(string remoteAddress, string literal)
        => Assert.StartsWith(
            $"Received: from client.example ({literal})", (Headers.Envelope with { RemoteAddress = remoteAddress }).Received(), StringComparison.Ordinal);

    [Fact]
    public void A_client_that_names_itself_by_an_address_stands_with_it()
        => Assert.StartsWith(
            "Received: from [IPv6:2001:db8::1] ([192.0.2.1])",
            (Headers.Envelope with { ClientName = "[ipv6:2001:0db8::1]" }).Received(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("client.example", "192.0.2.1", "client.example (host.example [192.0.2.1])")]
    [InlineData("", "192.0.2.1", "[192.0.2.1] (host.example [192.0.2.1])")]
    [InlineData("client.example", "", "client.example\r\n")]
    [InlineData("", "", "host.example (using TLS1.3")]
    public void The_name_of_the_clients_address_stands_beside_it(string clientName, string remoteAddress, string from)
        => Assert.StartsWith(
            $"Received: from {from}",
            (Headers.Envelope with { ClientName = clientName, RemoteAddress = remoteAddress, ClientHost = "host.example" }).Received(),
            StringComparison.Ordinal);

    [Fact]
    public void Recipients_are_not_told_of_each_other()
    {
        string header = (Headers.Envelope with { Recipients = Messages.Recipients("bob@mx.example", "carol@mx.example") }).Received();
        Assert.DoesNotContain("for", header, StringComparison.Ordinal);
        Assert.DoesNotContain("@", header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alice@example.org", "Return-Path: <alice@example.org>\r\n")]
    [InlineData("", "Return-Path: <>\r\n")]
    [InlineData("\"a >b\"@example.org", "Return-Path: <\"a >b\"@example.org>\r\n")]
    [InlineData("用户@例え.example", "Return-Path: <用户@例え.example>\r\n")]
    public void A_return_path_is_the_reverse_path(string reversePath, string expected)
        => Assert.Equal(expected, (Headers.Envelope with { ReversePath = reversePath }).ReturnPath());

    [Fact]
    public void A_foreign_parser_reads_what_was_written()
    {
        MimeKit.Header header = Headers.ParseOne(Headers.Envelope.Received(id: "1772366400.M1P1Q1.mx-1"));
        Assert.Equal("Received", header.Field);
        Assert.Equal(
            "from client.example ([192.0.2.1]) (using TLS1.3 with cipher TLS_AES_256_GCM_SHA384) by mx.example with ESMTPS "
            + "id 1772366400.M1P1Q1.mx-1 for <bob@mx.example>; Sat, 28 Feb 2026 23:59:59 +0900",
            header.Value);
        Assert.True(DateUtils.TryParse(header.Value[(header.Value.LastIndexOf(';') + 1)..], out DateTimeOffset date));
        Assert.Equal(Headers.Envelope.ReceivedAt, date);
        Assert.Equal(Headers.Envelope.ReceivedAt.Offset, date.Offset);

        MimeKit.Header returnPath = Headers.ParseOne(Headers.Envelope.ReturnPath());
        Assert.Equal(("Return-Path", "<alice@example.org>"), (returnPath.Field, returnPath.Value));
    }

    [Theory]
    [InlineData("mx example")]
    [InlineData("mx.example\r\nX: y")]
    [InlineData("")]
    [InlineData("[mx.example]")]
    public void A_host_that_is_no_host_name_is_refused(string host)
        => Assert.Contains("is not a domain or address literal", Assert.Throws<ArgumentException>(() => Headers.Envelope.Received(host)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a;b")]
    [InlineData("a\r\nb")]
    public void An_id_or_protocol_that_is_no_atom_is_refused(string word)
    {
        Assert.Throws<ArgumentException>("id", () => Headers.Envelope.Received(id: word));
        Assert.Throws<ArgumentException>("envelope", () => (Headers.Envelope with { Protocol = word }).Received());
    }
}
