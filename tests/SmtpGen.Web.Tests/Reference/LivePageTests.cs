using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using SmtpGen.Web.Reference;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Web.Tests.Reference;

/// <summary>The reference as a part of the page.</summary>
public sealed class LivePageTests : IAsyncLifetime
{
    private WebApplication _application = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        new ReferencePages(new ProtocolShelf([])).Map(_application);
        await _application.StartAsync();
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_application.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
    }

    [Theory]
    [InlineData("/protocol", "", "/protocol/en/index.html")]
    [InlineData("/protocol/", "ja, en;q=0.5", "/protocol/ja/index.html")]
    [InlineData("/replies/354", "ja-JP", "/protocol/ja/smtp/replies/354.html")]
    [InlineData("/replies/354-vs-503", "fr, en;q=0.8, ja;q=0.9", "/protocol/ja/smtp/replies/354-vs-503.html")]
    [InlineData("/replies/503-vs-354", "en", "/protocol/en/smtp/replies/503-vs-354.html")]
    [InlineData("/replies/-ERR", "en", "/protocol/en/pop3/replies/negative.html")]
    [InlineData("/replies?protocol=smtp&code=354&with=250&lang=ja", "en", "/protocol/ja/smtp/replies/354-vs-250.html")]
    [InlineData("/replies", "en", "/protocol/en/index.html")]
    public async Task Short_addresses_lead_to_the_page_in_the_language_of_the_reader(string path, string languages, string target)
    {
        var answer = await GetAsync(path, languages);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(target, answer.Headers.Location!.OriginalString);
        Assert.Contains("Accept-Language", answer.Headers.Vary);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(target, "")).StatusCode);
    }

    [Theory]
    [InlineData("/replies/999", "en", "Nothing is known of “999”")]
    [InlineData("/replies/354-vs-354", "en", "Nothing is known of")]
    [InlineData("/protocol/en/smtp/replies/999.html", "ja", "に当たるものはありません")]
    [InlineData("/protocol/de/index.html", "en", "There is no such page")]
    [InlineData("/replies/%3Cscript%3E", "en", "“<script>”")]
    public async Task What_is_not_there_is_said_with_what_there_is(string path, string languages, string words)
    {
        var answer = await GetAsync(path, languages);
        var page = WrittenSite.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(words, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("a"), link => link.TextContent == "354");
        Assert.Empty(page.QuerySelectorAll("script"));
    }

    [Fact]
    public async Task Any_two_codes_of_a_protocol_are_compared()
    {
        var random = new Random(20);
        string[] codes = ["220", "250", "334", "354", "421", "450", "500", "503", "535", "550", "554"];
        for (int i = 0; i < 20; i++)
        {
            string[] pair = random.GetItems(codes, 2);
            if (pair[0] == pair[1])
                continue;
            string path = $"/protocol/{(i % 2 == 0 ? "en" : "ja")}/{(i % 3 == 0 ? "lmtp" : "smtp")}/replies/{pair[0]}-vs-{pair[1]}.html";
            var answer = await GetAsync(path, "");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var page = WrittenSite.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(pair, page.QuerySelectorAll(".side > h3 > a").Select(link => link.TextContent));
        }
    }

    [Fact]
    public async Task A_page_that_the_reader_has_is_not_sent_again()
    {
        var first = await GetAsync("/protocol/en/smtp/index.html", "");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/protocol/en/smtp/index.html");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal("text/html; charset=utf-8", first.Content.Headers.ContentType!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, (await _client.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_bar_leads_to_the_other_pages_and_a_code_is_compared_by_a_form()
    {
        var answer = await GetAsync("/protocol/ja/smtp/replies/354.html", "");
        var page = WrittenSite.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["/", "/sessions", "/protocol", "/try"], page.QuerySelectorAll(".bar nav:first-of-type a").Select(link => link.GetAttribute("href")));
        Assert.Contains(page.QuerySelectorAll("form.compare option"), option => option.TextContent == "503");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/protocol/assets/reference.css", "")).StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string path, string languages)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (languages.Length > 0)
            request.Headers.Add("Accept-Language", languages);
        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
