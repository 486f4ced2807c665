using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SmtpGen.Web.Tests.Browser;

public sealed class MessageViewTests(Chromium chromium)
{
    private const string Html = """
        <h1>Hello</h1><p>See <a href="https://example.com/order">your order</a>.</p>
        <img id="inline" src="cid:dot@example.com" width="8" height="8"><img id="remote" src="http://remote.example/pixel.png">
        """;

    [Fact]
    public async Task All_views_of_a_message_are_there()
    {
        await using var served = await ServedPage.StartAsync();
        await Mail.SendAsync(served.Smtp, Mail.Rich("Order 17", Html));
        var page = await chromium.OpenAsync(served.Address);
        await page.GotoAsync("/");
        await page.Locator(".mail li a").ClickAsync();

        await Expect(page.FrameLocator("iframe").GetByRole(AriaRole.Heading, new() { Name = "Hello" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "注文.csv" })).ToBeVisibleAsync();
        foreach (var (tab, text) in new (string, string)[]
        {
            ("Text", "In plain text."), ("Envelope", "alice@example.com"), ("Headers", "Message-Id"), ("Structure", "multipart/mixed"),
            ("Source", "MIME-Version: 1.0"), ("Conversation", "354"),
        })
        {
            await page.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync(text, new() { IgnoreCase = true });
        }

        await Expect(page.Locator(".drawing svg")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Images_of_the_message_are_shown_and_those_of_others_only_when_one_asks()
    {
        await using var served = await ServedPage.StartAsync();
        await Mail.SendAsync(served.Smtp, Mail.Rich("Order 17", Html));
        var page = await chromium.OpenAsync(served.Address);
        var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await page.Context.RouteAsync("http://remote.example/**", route =>
        {
            asked.Enqueue(route.Request.Url);
            return route.FulfillAsync(new() { ContentType = "image/png", BodyBytes = [] });
        });
        await page.GotoAsync("/");
        await page.Locator(".mail li a").ClickAsync();
        var inline = page.FrameLocator("iframe").Locator("#inline");

        await Expect(inline).ToHaveJSPropertyAsync("naturalWidth", 8);
        Assert.Empty(asked);
        await page.GetByRole(AriaRole.Button, new() { Name = "Load them" }).ClickAsync();
        await Expect(page.FrameLocator("iframe").Locator("#remote")).ToHaveAttributeAsync("src", "http://remote.example/pixel.png");
        await Expect(inline).ToHaveJSPropertyAsync("naturalWidth", 8);
        Assert.NotEmpty(asked);
    }

    [Fact]
    public async Task What_the_envelope_says_differently_is_marked()
    {
        await using var served = await ServedPage.StartAsync();
        var message = Mail.Text("Blind copy");
        message.Bcc.Add(new MimeKit.MailboxAddress("Carol", "carol@example.net"));
        await Mail.SendAsync(served.Smtp, message);
        var page = await chromium.OpenAsync(served.Address);
        await page.GotoAsync("/");
        await page.Locator(".mail li a").ClickAsync();

        await page.GetByRole(AriaRole.Tab, new() { Name = "Envelope" }).ClickAsync();

        await Expect(page.Locator("tr.differs")).ToContainTextAsync("carol@example.net");
    }

    [Fact]
    public async Task What_others_try_with_scripts_stays_dead()
    {
        await using var served = await ServedPage.StartAsync();
        for (int i = 0; i < ScriptAttacks.All.Count; i++)
        {
            string attack = ScriptAttacks.All[i];
            string line = attack.ReplaceLineEndings(" ");
            await Mail.StoreAsync(served.Store, $"From: \"{line.Replace("\"", "'", StringComparison.Ordinal)}\" <a@example.com>\nTo: bob@example.org\nSubject: {line}\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8; name=\"{line.Replace("\"", "'", StringComparison.Ordinal)}\"\n\n<p>{i}</p>{attack}\n<p class=\"end\">end</p>\n");
        }

        var page = await chromium.OpenAsync(served.Address);
        var alive = new System.Collections.Concurrent.ConcurrentQueue<string>();
        page.Dialog += (_, dialog) =>
        {
            alive.Enqueue(dialog.Message);
            _ = dialog.DismissAsync();
        };
        await page.Context.RouteAsync("**/*", route =>
        {
            if (!new Uri(route.Request.Url).Authority.Equals(served.Address.Authority, StringComparison.Ordinal) && !route.Request.Url.StartsWith("data:", StringComparison.Ordinal))
                alive.Enqueue(route.Request.Url);
            return route.ContinueAsync();
        });
        await page.GotoAsync("/");
        var messages = await served.Store.ListAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        foreach (var message in messages)
        {
            foreach (string path in (string[])[$"/messages/{message.Id}", $"/api/v1/messages/{message.Id}/html?remote=true"])
            {
                await page.GotoAsync(path);
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                Assert.Null(await page.EvaluateAsync<string?>("() => window.attacked ?? null"));
            }
        }

        Assert.Equal(messages.Count, (await served.Store.ListAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).Count);
        Assert.DoesNotContain(alive, what => !what.StartsWith("http://remote.example/", StringComparison.Ordinal));
    }
}
