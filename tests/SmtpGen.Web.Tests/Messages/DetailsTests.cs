using System.Text;
using System.Text.Json.Nodes;
using SmtpGen.Envelopes;
using SmtpGen.Storage;
using SmtpGen.Web.Tests.Api;

namespace SmtpGen.Web.Tests.Messages;

public sealed class DetailsTests
{
    private const string Mixed = """
        From: Alice <alice@example.org>
        To: Bob <bob@example.com>, dora@example.com
        Subject: =?utf-8?Q?caf=C3=A9?=
        Content-Type: multipart/mixed; boundary=outer

        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        caf=E9
        --inner
        Content-Type: text/html; charset=utf-8

        <p>hi <img src="cid:pic@x"><img src="http://tracker.example/1.gif"></p>
        --inner--
        --outer
        Content-Type: image/png
        Content-ID: <pic@x>
        Content-Transfer-Encoding: base64

        iVBORw0KGgo=
        --outer
        Content-Type: application/pdf; name="=?utf-8?B?6KuL5rGC5pu4LnBkZg==?="
        Content-Disposition: attachment
        Content-Transfer-Encoding: base64

        JVBERi0=
        --outer--

        """;

    [Fact]
    public async Task The_parts_are_a_tree_with_texts_and_attachments()
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreAsync(Mixed);
        var details = await host.GetAsync($"/api/v1/messages/{id}");
        Assert.Equal("café", (string?)details["text"]);
        Assert.Equal((true, true), ((bool)details["hasHtml"]!, (bool)details["hasRemote"]!));
        Assert.Equal(
            "1 multipart/mixed(1.1 multipart/alternative(1.1.1 text/plain 4,1.1.2 text/html 71),1.2 image/png 8,1.3 application/pdf 5)", Tree(details["structure"]!));
        var attachments = details["attachments"]!.AsArray();
        Assert.Equal([("1.2", "part-1.2", true), ("1.3", "請求書.pdf", false)], attachments.Select(part => ((string)part!["partId"]!, (string)part["name"]!, (bool)part["inline"]!)));
        Assert.Equal(1, (int)details["summary"]!["attachments"]!);
        var subject = details["headers"]!.AsArray().Single(field => (string)field!["name"]! == "Subject")!;
        Assert.Equal(("café", " =?utf-8?Q?caf=C3=A9?="), ((string)subject["value"]!, (string)subject["raw"]!));
        Assert.Empty(details["problems"]!.AsArray());
    }

    [Fact]
    public async Task What_the_envelope_and_the_header_say_differently_is_marked()
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreAsync(Mixed, "bounces@list.example", "bob@example.com", "blind@example.net");
        var differences = await DifferencesAsync(host, id);
        Assert.Equal(["blind@example.net"], differences["recipientNotNamed"]);
        Assert.Equal(["dora@example.com"], differences["namedNotRecipient"]);
        Assert.Equal(["bounces@list.example", "alice@example.org"], differences["senderDiffers"]);
        Assert.Equal(3, differences.Count);
        Assert.Empty(await DifferencesAsync(host, await host.StoreAsync("From: a@b.example\nTo: C@D.example\n\ntext", "A@B.example", "c@d.example")));
    }

    [Fact]
    public async Task Octets_that_the_transaction_did_not_announce_are_marked()
    {
        await using var host = await PageHost.StartAsync();
        var plain = new ReceivedEnvelope { ReversePath = "", Recipients = [new Recipient("c@d.example")] };
        var kinds = await DifferencesAsync(host, await host.StoreAsync(Encoding.UTF8.GetBytes("Subject: 雨\r\nTo: c@d.example\r\n\r\ntext"), plain));
        Assert.Equal(["noFrom", "nullReversePath", "utf8Undeclared"], kinds.Keys.Order());
        kinds = await DifferencesAsync(host, await host.StoreAsync(Encoding.UTF8.GetBytes("From: c@d.example\r\nTo: c@d.example\r\n\r\n雨"), plain));
        Assert.Equal(["eightBitUndeclared", "nullReversePath"], kinds.Keys.Order());
        kinds = await DifferencesAsync(host, await host.StoreAsync("From: c@d.example\r\nTo: c@d.example\r\n\r\ntext"u8.ToArray(), plain with { SmtpUtf8 = true, ReversePath = "c@d.example" }));
        Assert.Equal(["smtpUtf8Unneeded"], kinds.Keys.Order());
    }

    [Fact]
    public async Task The_envelope_is_told_with_its_parameters()
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreAsync("Subject: x\r\n\r\n"u8.ToArray(), new ReceivedEnvelope
        {
            ReversePath = "a@b.example",
            Recipients =
            [
                new Recipient("c@d.example") { Notify = NotifyConditions.Success | NotifyConditions.Failure, OriginalRecipient = OriginalRecipient.Mailbox("old@d.example") },
                new Recipient("e@d.example") { Notify = NotifyConditions.Never },
            ],
            Parameters = new MailParameters { Body = BodyKind.EightBitMime, Return = ReturnedContent.Headers, EnvelopeId = "id 1" },
            ClientName = "client.example",
            ClientHost = "host.example",
        });
        var envelope = (await host.GetAsync($"/api/v1/messages/{id}"))["envelope"]!;
        Assert.Equal(("8BITMIME", "HDRS", "id 1", "client.example", "host.example"), ((string?)envelope["body"], (string?)envelope["ret"], (string?)envelope["envId"], (string?)envelope["clientName"], (string?)envelope["clientHost"]));
        Assert.Equal([("SUCCESS,FAILURE", "rfc822;old@d.example"), ("NEVER", null)], envelope["to"]!.AsArray().Select(to => ((string)to!["notify"]!, (string?)to["originalRecipient"])));
    }

    [Fact]
    public async Task Source_and_text_come_as_they_are_and_are_never_taken_for_a_page()
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreAsync(Mixed);
        using var source = await host.Http.GetAsync($"/api/v1/messages/{id}/source", PageHost.Cancellation);
        Assert.Equal(Mixed.ReplaceLineEndings("\r\n"), await source.Content.ReadAsStringAsync(PageHost.Cancellation));
        Assert.Equal("text/plain", source.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", source.Headers.GetValues("X-Content-Type-Options").Single());
        using var download = await host.Http.GetAsync($"/api/v1/messages/{id}/source?download", PageHost.Cancellation);
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("message/rfc822", download.Content.Headers.ContentType?.MediaType);
        Assert.Equal("café", await host.Http.GetStringAsync($"/api/v1/messages/{id}/text", PageHost.Cancellation));
    }

    private static async Task<Dictionary<string, string[]>> DifferencesAsync(PageHost host, string id)
        => (await host.GetAsync($"/api/v1/messages/{id}"))["differences"]!.AsArray()
            .ToDictionary(found => (string)found!["kind"]!, found => found!["values"]!.AsArray().Select(value => (string)value!).ToArray());

    private static string Tree(JsonNode node)
    {
        var children = node["children"]!.AsArray();
        return $"{node["partId"]} {node["contentType"]}{(node["size"] is { } size ? $" {size}" : "")}{(children.Count > 0 ? $"({string.Join(',', children.Select(child => Tree(child!)))})" : "")}";
    }
}
