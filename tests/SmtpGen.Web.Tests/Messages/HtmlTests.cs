using System.Text;
using SmtpGen.Web.Tests.Api;

namespace SmtpGen.Web.Tests.Messages;

/// <summary>What HTML of strangers becomes. That nothing of it runs in a browser is tested in one.</summary>
public sealed class HtmlTests
{
    /// <summary>Kinds of attacks that the public lists collect (OWASP, PortSwigger, html5sec).</summary>
    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil.example/x.js></sCrIpT>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
        "<body onload=alert(1)>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<a href=javascript:alert(1)>x</a>",
        "<a href='jAvAsCrIpT&colon;alert(1)'>x</a>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<a href='&#x01;javascript:alert(1)'>x</a>",
        "<a href=data:text/html,<script>alert(1)</script>>x</a>",
        "<a href=vbscript:msgbox(1)>x</a>",
        "<form action=javascript:alert(1)><input type=submit></form>",
        "<button formaction=javascript:alert(1)>x</button>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<base href=javascript:alert(1)//>",
        "<object data=javascript:alert(1)></object>",
        "<embed src=javascript:alert(1)>",
        "<link rel=stylesheet href=javascript:alert(1)>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<details open ontoggle=alert(1)>x</details>",
        "<video><source onerror=alert(1)></video>",
        "<input autofocus onfocus=alert(1)>",
        "<div style='background:url(javascript:alert(1))'>x</div>",
        "<div style='width:expression(alert(1))'>x</div>",
        "<style>@import 'javascript:alert(1)';</style>",
        "<style>p{background:url(\"javascript:alert(1)\")}</style>",
        "<style></style><img src=x onerror=alert(1)></style>",
        "<table background=javascript:alert(1)></table>",
        "<img src=\"x` `<script>alert(1)</script>\"` `>",
        "<<SCRIPT>alert(1);//<</SCRIPT>",
        "<img/src='x'/onerror=alert(1)>",
        "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
        "<template><script>alert(1)</script></template>",
        "<a href=\"javascript&NewLine;:alert(1)\">x</a>",
        "<isindex action=javascript:alert(1) type=image>",
        "<marquee onstart=alert(1)>x</marquee>",
        "<select><style></select><script>alert(1)</script>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Nothing_that_runs_is_left(string attack)
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreHtmlAsync($"<p>before</p>{attack}<p>after</p>");
        string document = await host.Http.GetStringAsync($"/api/v1/messages/{id}/html?remote=true", PageHost.Cancellation);
        var parsed = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(document);
        string[] allowed = ["html", "head", "body", "p", "a", "img", "div", "style", "table", "details", "video", "source", "noscript", "marquee", "hr"];
        foreach (var element in parsed.All)
        {
            Assert.Contains(element.LocalName, allowed);
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name is "href" or "src" or "style" or "background" && attribute.Value.Contains("script", StringComparison.OrdinalIgnoreCase));
            if (element.LocalName == "style")
                Assert.DoesNotContain("script", element.TextContent, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("before", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_has_a_policy_of_its_own()
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreHtmlAsync("<p>hi");
        Assert.Equal(
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
            await PolicyAsync(host, $"/api/v1/messages/{id}/html"));
        Assert.Contains("img-src data: https: http:;", await PolicyAsync(host, $"/api/v1/messages/{id}/html?remote=true"), StringComparison.Ordinal);
        Assert.Equal((400, "remote=maybe is neither true nor false"), await host.RefusedAsync($"/api/v1/messages/{id}/html?remote=maybe"));
    }

    [Fact]
    public async Task Remote_content_is_left_out_until_it_is_asked_for()
    {
        await using var host = await PageHost.StartAsync();
        string[] ways =
        [
            "<img src=http://tracker.example/1.gif>", "<img src='//tracker.example/1.gif'>", "<td background=' HTTPS://tracker.example/'>",
            "<div style='background:url(http://tracker.example/)'>x</div>", "<style>p{background-image:url('https://tracker.example/')}</style>",
        ];
        foreach (string way in ways)
        {
            string id = await host.StoreHtmlAsync($"<table><tr>{way}</table><a href=https://shop.example/>shop</a>");
            Assert.True((bool)(await host.GetAsync($"/api/v1/messages/{id}"))["hasRemote"]!, way);
            Assert.DoesNotContain("tracker", await host.Http.GetStringAsync($"/api/v1/messages/{id}/html", PageHost.Cancellation), StringComparison.Ordinal);
            Assert.Contains("tracker", await host.Http.GetStringAsync($"/api/v1/messages/{id}/html?remote=true", PageHost.Cancellation), StringComparison.Ordinal);
        }

        string local = await host.StoreHtmlAsync("<img src=data:image/gif;base64,R0lGODlhAQABAAAAACw=><a href=https://shop.example/>shop</a>");
        Assert.False((bool)(await host.GetAsync($"/api/v1/messages/{local}"))["hasRemote"]!);
    }

    [Fact]
    public async Task Images_of_the_message_are_shown_and_links_open_elsewhere()
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreAsync(
            "Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<img src=\"cid:a%40b\"><img src=cid:none><a href=https://shop.example/>shop</a><a href='#end'>end</a><a href=/api/v1/messages>us</a>\n"
            + "--x\nContent-Type: image/png\nContent-ID: <a@b>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x--\n");
        string document = await host.Http.GetStringAsync($"/api/v1/messages/{id}/html", PageHost.Cancellation);
        Assert.Contains("<img src=\"data:image/png;base64,iVBORw0KGgo=\">", document, StringComparison.Ordinal);
        Assert.DoesNotContain("cid:", document, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://shop.example/\" rel=\"noopener noreferrer\" target=\"_blank\">", document, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#end\" rel=\"noopener noreferrer\">", document, StringComparison.Ordinal);
        Assert.DoesNotContain("/api/v1", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ordinary_styles_and_tables_stay()
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreHtmlAsync(
            "<html><head><title>t</title><style>.a { color: red } @media (max-width: 600px) { .a { color: blue } }</style></head>"
            + "<body bgcolor=#eeeeee><table width=600><tr><td class=a style='padding:4px'>one<td>two<tr><td>three</table><ul><li>x<li>y</ul><font color=red>雨 &amp; snow</font></body></html>");
        string document = await host.Http.GetStringAsync($"/api/v1/messages/{id}/html", PageHost.Cancellation);
        foreach (string kept in new[] { "@media", "color: ", "class=\"a\"", "padding: 4px", "bgcolor=\"#eeeeee\"", "<td>two</td></tr><tr><td>three</td>", "<li>x</li><li>y</li>", "雨 &amp; snow" })
            Assert.Contains(kept, document, StringComparison.Ordinal);
    }

    /// <summary>HTML whose tree, or whose parser's stack, would grow without bounds.</summary>
    public static TheoryData<string, string> Bombs => new()
    {
        { "50 MB", Repeat("<p>hello <b>world</b></p>", 2_000_000) },
        { "deep", Repeat("<div>", 400_000) },
        { "open formats", string.Concat(Enumerable.Range(0, 40_000).Select(i => $"<p><b id=b{i}>x</p>")) },
        { "formats over blocks", string.Concat(Enumerable.Range(0, 300).Select(i => $"<b id=b{i}>")) + Repeat("<p><div>x", 60_000) },
        { "attributes", "<p " + string.Concat(Enumerable.Range(0, 150_000).Select(i => $"a{i}=1 ")) + ">x" },
        { "functions of a style", $"<p style='width:{Repeat("calc(", 300_000)}'>x" },
        { "rules of a style", $"<style>{Repeat("@media all{", 100_000)}</style>x" },
        { "selectors", $"<style>{Repeat(":not(", 300_000)}{{color:red}}</style>x" },
        { "quoted brackets", $"<style>{Repeat(":not(\")\"", 9_000)}{{color:red}}</style>x" },
        { "an image many times", Repeat("<img src=cid:a@b>", 100_000) },
        { "tables", Repeat("<table><tr><td>", 100_000) },
        { "references", Repeat("&amp;&lt;&#x41;", 130_000) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_text_without_bounds_is_cut_in_words_and_in_time(string name, string html)
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreAsync(Encoding.UTF8.GetBytes(
            $"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n{html}\r\n--x\r\nContent-Type: image/png\r\nContent-ID: <a@b>\r\n\r\n{new string('x', 100_000)}\r\n--x--\r\n"));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        string document = await host.Http.GetStringAsync($"/api/v1/messages/{id}/html", limit.Token);
        Assert.InRange(document.Length, 1, 10 << 20);
        if (name is not "references" and not "an image many times" and not "attributes")
            Assert.Contains("too large or too deeply nested", document, StringComparison.Ordinal);
        var details = await host.GetAsync($"/api/v1/messages/{id}");
        if (name == "50 MB")
            Assert.Contains("the HTML is longer than 2097152 octets", details["problems"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static async Task<string> PolicyAsync(PageHost host, string path)
    {
        using var answer = await host.Http.GetAsync(path, PageHost.Cancellation);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        return answer.Headers.GetValues("Content-Security-Policy").Single();
    }
}
