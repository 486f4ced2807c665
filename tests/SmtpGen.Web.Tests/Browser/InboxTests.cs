using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SmtpGen.Web.Tests.Browser;

public sealed class InboxTests(Chromium chromium)
{
    [Fact]
    public async Task Mail_appears_while_it_comes()
    {
        await using var served = await ServedPage.StartAsync();
        var page = await chromium.OpenAsync(served.Address);
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No mail yet" })).ToBeVisibleAsync();

        await Mail.SendAsync(served.Smtp, Mail.Text("First"), Mail.Text("Second", from: "山田 太郎 <taro@example.jp>"));

        await Expect(page.Locator(".mail li")).ToHaveCountAsync(2);
        await Expect(page.Locator(".mail li").First).ToContainTextAsync("Second");
        await Expect(page.Locator(".mail li").First).ToContainTextAsync("山田 太郎");
        await Expect(page.Locator(".count")).ToContainTextAsync("2 messages");
    }

    [Fact]
    public async Task Keys_are_those_of_mail_programs()
    {
        await using var served = await ServedPage.StartAsync();
        await Mail.SendAsync(served.Smtp, Mail.Text("Oldest"), Mail.Text("Middle"), Mail.Text("Newest"));
        var page = await chromium.OpenAsync(served.Address);
        await page.GotoAsync("/");
        await Expect(page.Locator(".mail li")).ToHaveCountAsync(3);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator(".mail li.at")).ToContainTextAsync("Middle");
        await page.Keyboard.PressAsync("o");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Middle" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator(".mail li")).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator(".mail li.selected")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("d");
        await Expect(page.Locator(".mail li")).ToHaveCountAsync(2);
        await Expect(page.Locator(".mail")).Not.ToContainTextAsync("Newest");
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("search");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_search_finds_and_says_what_is_wrong_with_it()
    {
        await using var served = await ServedPage.StartAsync();
        await Mail.SendAsync(served.Smtp, Mail.Text("Invoice 17"), Mail.Text("Lunch"), Mail.Text("請求書について"));
        var page = await chromium.OpenAsync(served.Address);
        await page.GotoAsync("/");
        await Expect(page.Locator(".mail li")).ToHaveCountAsync(3);

        await page.GetByRole(AriaRole.Searchbox).FillAsync("subject:invoice");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".mail li")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Searchbox).FillAsync("請求");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".mail li")).ToContainTextAsync("請求書");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("before:tomorrow");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("before");
    }

    [Fact]
    public async Task All_is_deleted_only_when_one_is_sure()
    {
        await using var served = await ServedPage.StartAsync();
        await Mail.SendAsync(served.Smtp, Mail.Text("One"), Mail.Text("Two"));
        var page = await chromium.OpenAsync(served.Address);
        await page.GotoAsync("/");
        await Expect(page.Locator(".mail li")).ToHaveCountAsync(2);

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete all" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Expect(page.Locator(".mail li")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete all" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No mail yet" })).ToBeVisibleAsync();
        Assert.Empty(await served.Store.ListAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ten_thousand_messages_are_shown_with_less_than_200_KB()
    {
        await using var served = await ServedPage.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(i => Mail.StoreAsync(served.Store, $"From: alice@example.com\nTo: bob@example.org\nSubject: Number {i}\n\nHello\n")));
        var page = await chromium.OpenAsync(served.Address);
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        long octets = 0;
        session.Event("Network.dataReceived").OnEvent += (_, data) => Interlocked.Add(ref octets, data!.Value.GetProperty("dataLength").GetInt64());

        await page.GotoAsync("/");
        await Expect(page.Locator(".mail li")).ToHaveCountAsync(50);

        Assert.InRange(Interlocked.Read(ref octets), 1, 200_000);
        await page.GetByRole(AriaRole.Button, new() { Name = "Older messages" }).ClickAsync();
        await Expect(page.Locator(".mail li")).ToHaveCountAsync(100);
    }

    [Fact]
    public async Task What_goes_wrong_is_said_in_the_server_s_words()
    {
        await using var served = await ServedPage.StartAsync();
        var page = await chromium.OpenAsync(served.Address);
        await page.RouteAsync("**/api/v1/messages?*", route => route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "application/problem+json",
            Body = "{\"status\":503,\"detail\":\"mail.db: was removed\"}",
        }));
        await page.GotoAsync("/");

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("mail.db: was removed");
        await page.UnrouteAsync("**/api/v1/messages?*");
        await Mail.SendAsync(served.Smtp, Mail.Text("Later"));
        await page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Enter_in_the_search_deletes_nothing()
    {
        await using var served = await ServedPage.StartAsync();
        await Mail.SendAsync(served.Smtp, Mail.Text("One"), Mail.Text("Two"));
        var page = await chromium.OpenAsync(served.Address);
        await page.GotoAsync("/");
        await Expect(page.Locator(".mail li")).ToHaveCountAsync(2);

        for (int i = 0; i < 4; i++)
        {
            await page.GetByRole(AriaRole.Searchbox).FillAsync(i % 2 == 0 ? "one" : "");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".mail li")).ToHaveCountAsync(i % 2 == 0 ? 1 : 2);
            await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }
    }
}
