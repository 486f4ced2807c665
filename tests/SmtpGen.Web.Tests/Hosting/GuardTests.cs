using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace SmtpGen.Web.Tests.Hosting;

public sealed class GuardTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("mail.example", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("192.0.2.7", HttpStatusCode.MisdirectedRequest)]
    public async Task Only_names_of_the_page_are_answered(string host, HttpStatusCode status)
    {
        await using var page = await ServedPage.StartAsync(options => options.Hosts.Add("mail.example"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sessions");
        request.Headers.Host = $"{host}:{page.Address.Port}";

        using var response = await page.Client.SendAsync(request, Cancelled);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.Created)]
    [InlineData("X-Other", "x", HttpStatusCode.Created)]
    public async Task A_change_comes_from_the_page_itself(string field, string value, HttpStatusCode status)
    {
        await using var page = await ServedPage.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/trials?protocol=smtp");
        request.Headers.Add(field, value);

        using var response = await page.Client.SendAsync(request, Cancelled);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task The_page_s_own_origin_may_change_things()
    {
        await using var page = await ServedPage.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/trials?protocol=smtp");
        request.Headers.Add("Origin", page.Address.GetLeftPart(UriPartial.Authority));

        using var response = await page.Client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer sesame", HttpStatusCode.OK)]
    [InlineData("Basic anybody:sesame", HttpStatusCode.OK)]
    [InlineData("Basic anybody:wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Basic sesame", HttpStatusCode.Unauthorized)]
    [InlineData("Digest sesame", HttpStatusCode.Unauthorized)]
    public async Task A_token_is_asked_for_everything(string? said, HttpStatusCode status)
    {
        await using var page = await ServedPage.StartAsync(options => options.Token = "sesame");
        foreach (string path in (string[])["/", "/assets/base.css", "/api/v1/sessions"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (said?.Split(' ') is [var scheme, var proof])
                request.Headers.Authorization = new AuthenticationHeaderValue(scheme, scheme == "Basic" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(proof)) : proof);

            using var response = await page.Client.SendAsync(request, Cancelled);

            Assert.Equal(status, response.StatusCode);
            Assert.Equal(status == HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.Count > 0);
        }
    }

    [Fact]
    public async Task Other_machines_are_not_let_in_without_a_token()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => ServedPage.StartAsync(options => options.Listen = new IPEndPoint(IPAddress.Any, 0)));

        Assert.Contains("Token", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sessions")]
    [InlineData("/nowhere")]
    [InlineData("/assets/nothing.js")]
    [InlineData("/api/v1/sessions/99")]
    public async Task Every_answer_says_what_it_may_load(string path)
    {
        await using var page = await ServedPage.StartAsync();

        using var response = await page.Client.GetAsync(path, Cancelled);

        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_busy_address_is_said_in_words()
    {
        await using var page = await ServedPage.StartAsync();

        var exception = await Assert.ThrowsAsync<IOException>(() => ServedPage.StartAsync(options => options.Listen = new IPEndPoint(IPAddress.Loopback, page.Address.Port)));

        Assert.Contains($"127.0.0.1:{page.Address.Port}", exception.Message, StringComparison.Ordinal);
    }
}
