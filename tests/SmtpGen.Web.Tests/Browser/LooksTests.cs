using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SmtpGen.Web.Tests.Browser;

/// <summary>What holds of every page: it fits its window, and people who see or hear it differently can use it.</summary>
public sealed class LooksTests(Chromium chromium)
{
    private static readonly string[] s_paths =
    [
        "/", "/messages/1", "/sessions", "/sessions/1", "/try", "/protocol/en/smtp/index.html", "/protocol/ja/smtp/replies/354-vs-503.html",
        "/protocol/en/smtp/commands/MAIL.html",
    ];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_page_is_accessible(ColorScheme scheme)
    {
        await using var served = await WithMailAsync();
        var page = await chromium.OpenAsync(served.Address, scheme);
        foreach (string path in s_paths)
        {
            await OpenAsync(page, path);

            var result = await page.RunAxe();

            Assert.True(result.Violations.Length == 0, $"{path}: " + string.Join("; ", result.Violations.Select(violation =>
                $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")));
        }
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1600)]
    public async Task Every_page_fits_its_window(int width)
    {
        await using var served = await WithMailAsync();
        var page = await chromium.OpenAsync(served.Address, width: width);
        foreach (string path in s_paths)
        {
            await OpenAsync(page, path);

            int wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

            Assert.True(wide <= 0, $"{path} is {wide} pixels too wide for {width}");
        }
    }

    [Fact]
    public async Task Nothing_moves_while_a_page_is_drawn()
    {
        await using var served = await WithMailAsync();
        var page = await chromium.OpenAsync(served.Address);
        await page.AddInitScriptAsync(
            "window.moved = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value; }).observe({ type: 'layout-shift', buffered: true });");
        foreach (string path in s_paths)
        {
            await OpenAsync(page, path);

            double moved = await page.EvaluateAsync<double>("() => window.moved");

            Assert.True(moved < 0.1, $"{path}: a layout shift of {moved}");
        }
    }

    [Theory]
    [InlineData("inbox", "/", ColorScheme.Light)]
    [InlineData("inbox-dark", "/", ColorScheme.Dark)]
    [InlineData("message", "/messages/4", ColorScheme.Light)]
    [InlineData("message-dark", "/messages/4", ColorScheme.Dark)]
    [InlineData("session", "/sessions/1", ColorScheme.Light)]
    [InlineData("session-dark", "/sessions/1", ColorScheme.Dark)]
    [InlineData("354-vs-503", "/protocol/en/smtp/replies/354-vs-503.html", ColorScheme.Light)]
    [InlineData("354-vs-503-dark", "/protocol/en/smtp/replies/354-vs-503.html", ColorScheme.Dark)]
    [InlineData("354-vs-503-ja", "/protocol/ja/smtp/replies/354-vs-503.html", ColorScheme.Light)]
    public async Task A_page_looks_as_in_the_documentation(string name, string path, ColorScheme scheme)
    {
        await using var served = await WithMailAsync();
        var page = await chromium.OpenAsync(served.Address, scheme);
        await OpenAsync(page, path);

        await Screenshots.CompareAsync(page, name);
    }

    private static async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await Expect(page.Locator("h1")).Not.ToHaveCountAsync(0);
        if (path == "/")
            await Expect(page.Locator(".count")).Not.ToContainTextAsync("searchable");
        if (path.StartsWith("/protocol", StringComparison.Ordinal))
            return;
        await Expect(page.Locator(path switch
        {
            "/" => ".mail li",
            "/sessions" => ".sessions tr",
            "/try" or "/sessions/1" => ".drawing svg",
            _ => "[role=tabpanel] > *",
        }).First).ToBeVisibleAsync();
    }

    private static async Task<ServedPage> WithMailAsync()
    {
        var served = await ServedPage.StartAsync();
        using (var client = new TalkingClient())
        {
            await client.ConnectAsync(served.Smtp.Address.ToString(), served.Smtp.Port, MailKit.Security.SecureSocketOptions.None, TestContext.Current.CancellationToken);
            await client.SendAsync("DATA");
            await client.SendAsync(Mail.Text("Minutes of Monday's meeting", from: "Carol Jones <carol@example.net>"), TestContext.Current.CancellationToken);
            await client.DisconnectAsync(true, TestContext.Current.CancellationToken);
        }

        await Mail.SendAsync(
            served.Smtp,
            Mail.Text("請求書をお送りします", from: "山田 太郎 <taro@example.jp>"),
            Mail.Text("Re: Lunch?", from: "Dave <dave@example.com>"),
            Mail.Rich("Your order 2026-1117 is on its way", "<h2>Thank you, Bob</h2><p>Your order left our house today. It has <b>two</b> parts:</p><ul><li>1 tea pot, blue</li><li>2 cups</li></ul><p><a href=\"https://example.com/track\">Where is it now?</a> <img src=\"cid:dot@example.com\" width=\"8\" height=\"8\" alt=\"\"></p>"));
        return served;
    }
}
