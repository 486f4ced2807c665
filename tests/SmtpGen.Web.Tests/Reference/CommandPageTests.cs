using SmtpGen.Web.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace SmtpGen.Web.Tests.Reference;

/// <summary>Pages of commands.</summary>
public sealed class CommandPageTests(Chromium chromium)
{
    [Theory]
    [InlineData("en/smtp/commands/MAIL.html", "Mailbox", "Mailbox = Local-part \"@\" ( Domain / address-literal )")]
    [InlineData("ja/pop3/commands/RETR.html", null, "\"RETR\" SP ")]
    [InlineData("en/smtp/commands/DATA.html", null, "\"DATA\"")]
    public async Task A_command_is_drawn_with_each_rule_that_it_uses(string path, string? rule, string abnf)
    {
        var page = (await WrittenSite.OfAsync("shipped")).Pages[path];

        string[] targets = [.. page.QuerySelectorAll(".railroad a").Select(link => link.GetAttribute("href")!).Distinct()];
        Assert.NotNull(page.QuerySelector(".drawing > svg.railroad"));
        Assert.Equal(page.QuerySelectorAll(".rules section").Select(section => "#" + section.Id).Order(), targets.Order());
        Assert.StartsWith(abnf, page.QuerySelector(rule is null ? "pre.abnf" : $"#rule-{rule} .abnf")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_of_the_samples_is_drawn_too()
    {
        var site = await WrittenSite.OfAsync("samples");

        Assert.All(site.Pages.Where(page => page.Key.Contains("/commands/", StringComparison.Ordinal)), page => Assert.NotNull(page.Value.QuerySelector(".drawing > svg.railroad")));
    }

    [Fact]
    public async Task A_box_opens_the_rule_that_it_names()
    {
        await using var served = await ServedPage.StartAsync();
        var page = await chromium.OpenAsync(served.Address);
        await page.GotoAsync("/protocol/en/smtp/commands/MAIL.html");
        await Expect(page.Locator("#rule-Reverse-path")).ToBeHiddenAsync();

        await page.Locator(".drawing .railroad a").First.ClickAsync();

        await Expect(page.Locator("#rule-Reverse-path")).ToBeInViewportAsync();

        await page.GotoAsync("/protocol/ja/smtp/commands/MAIL.html#rule-Mailbox");

        await Expect(page.Locator("#rule-Mailbox")).ToBeInViewportAsync();
    }
}
