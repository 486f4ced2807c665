using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SmtpGen.Web.Tests.Browser;

public sealed class SessionViewTests(Chromium chromium)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_drawn_while_it_happens()
    {
        await using var served = await ServedPage.StartAsync();
        var page = await chromium.OpenAsync(served.Address);
        await page.GotoAsync("/sessions");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No session yet" })).ToBeVisibleAsync();
        using var client = new TalkingClient();
        await client.ConnectAsync(served.Smtp.Address.ToString(), served.Smtp.Port, MailKit.Security.SecureSocketOptions.None, Cancelled);

        await page.Locator(".sessions a").ClickAsync();
        await Expect(page.Locator(".state.lit")).ToHaveAttributeAsync("data-state", "Idle");
        await client.SendAsync("MAIL FROM:<alice@example.com>");
        await Expect(page.Locator(".state.lit")).ToHaveAttributeAsync("data-state", "Sender");
        await Expect(page.Locator(".edge.last")).ToHaveAttributeAsync("data-to", "Sender");
        await client.SendAsync("MAIL FROM:<alice@example.com>");
        await Expect(page.Locator("details[open]")).ToContainTextAsync("503");
        await Expect(page.Locator("details[open]")).ToContainTextAsync("Legal here");
        await Expect(page.Locator(".state.lit")).ToHaveAttributeAsync("data-state", "Sender");
        await client.SendAsync("RCPT TO:<bob@example.org>");
        await Expect(page.Locator(".state.lit")).ToHaveAttributeAsync("data-state", "Recipients");
        await client.DisconnectAsync(true, Cancelled);
        await Expect(page.Locator(".state.lit")).ToHaveAttributeAsync("data-state", "Closed");
        await Expect(page.Locator(".way li")).ToHaveCountAsync(5);

        // A reply that one opens shows how far the session was then.
        await page.Locator("summary").Filter(new() { HasText = "Sender ok" }).ClickAsync();
        await Expect(page.Locator(".state.lit")).ToHaveAttributeAsync("data-state", "Sender");
    }

    [Fact]
    public async Task One_can_talk_to_the_machine_and_see_it_move()
    {
        await using var served = await ServedPage.StartAsync();
        var page = await chromium.OpenAsync(served.Address);
        await page.GotoAsync("/try");
        await Expect(page.Locator(".state.lit")).ToHaveAttributeAsync("data-state", "Connected");
        var box = page.GetByRole(AriaRole.Textbox);

        foreach (string line in (string[])["EHLO client.example", "MAIL FROM:<alice@example.com>", "RCPT TO:<bob@example.org>", "DATA"])
        {
            await box.FillAsync(line);
            await box.PressAsync("Enter");
            await Expect(page.Locator(".dialog")).ToContainTextAsync(line);
        }

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("lone dot");
        await box.FillAsync("Subject: x\n\nHello\n.");
        await box.PressAsync("Enter");
        await Expect(page.Locator(".state.lit")).ToHaveAttributeAsync("data-state", "Idle");
        await Expect(page.Locator(".state.passed")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task The_page_speaks_Japanese()
    {
        await using var served = await ServedPage.StartAsync();
        var page = await chromium.OpenAsync(served.Address, locale: "ja-JP");
        await page.GotoAsync("/try");
        await page.GetByRole(AriaRole.Textbox).FillAsync("DATA");
        await page.GetByRole(AriaRole.Textbox).PressAsync("Enter");

        await Expect(page.Locator("details[open]")).ToContainTextAsync("対処");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "受信トレイ" })).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ja");
    }
}
