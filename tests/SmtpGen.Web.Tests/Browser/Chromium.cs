using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SmtpGen.Web.Tests.Browser.Chromium))]

namespace SmtpGen.Web.Tests.Browser;

/// <summary>One browser for all tests, which is the system's: Playwright's own download does not work everywhere.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly SemaphoreSlim _turn = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a window; skips the test where there is no browser.</summary>
    internal async Task<IPage> OpenAsync(Uri address, ColorScheme scheme = ColorScheme.Light, int width = 1280, string locale = "en-US")
    {
        string? program = Array.Find(s_places, File.Exists);
        Assert.SkipWhen(program is null, "chromium is not installed");
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
        }
        finally
        {
            _turn.Release();
        }

        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ColorScheme = scheme,
            Locale = locale,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        // What a page reports is a mistake of ours, wherever it is shown.
        page.PageError += (_, error) => TestContext.Current.SendDiagnosticMessage(error);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _turn.Dispose();
    }
}
