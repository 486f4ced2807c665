using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace SmtpGen.Web.Tests.Browser;

/// <summary>
/// Compares pages with the pictures of the documentation, loosely: fonts and the time of day differ from machine to machine. With the variable
/// <c>SMTPGEN_TAKE_SCREENSHOTS</c> it takes the pictures anew; what was seen lies in <c>artifacts/screenshots</c>.
/// </summary>
internal static class Screenshots
{
    // Of 255 levels, on average over fields of a grid: another font moves it by two or three, a missing column by more than ten.
    private const double MostDifference = 7;

    private static readonly string s_root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    public static async Task CompareAsync(IPage page, string name)
    {
        await page.EvaluateAsync("() => document.fonts.ready");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle).WaitAsync(TimeSpan.FromSeconds(1)).ContinueWith(_ => { }, TaskScheduler.Default);
        byte[] seen = await page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });
        string kept = Path.Combine(s_root, "artifacts", "screenshots", $"{name}.png");
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await File.WriteAllBytesAsync(kept, seen, TestContext.Current.CancellationToken);
        string stored = Path.Combine(s_root, "docs", "images", $"web-{name}.png");
        if (Environment.GetEnvironmentVariable("SMTPGEN_TAKE_SCREENSHOTS") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(stored)!);
            await File.WriteAllBytesAsync(stored, seen, TestContext.Current.CancellationToken);
            return;
        }

        double difference = await DifferenceAsync(page, seen, await File.ReadAllBytesAsync(stored, TestContext.Current.CancellationToken));

        Assert.True(difference < MostDifference, $"{name} differs by {difference:0.0} of 255 from docs/images/web-{name}.png; look at {kept}");
    }

    // The browser knows how to read pictures.
    private static async Task<double> DifferenceAsync(IPage page, byte[] seen, byte[] stored)
    {
        var blank = await page.Context.NewPageAsync();
        try
        {
            return await blank.EvaluateAsync<double>(
                """
                async pictures => {
                    const fields = 40;
                    const grids = await Promise.all(pictures.map(async picture => {
                        const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(picture), c => c.charCodeAt(0))], { type: 'image/png' }));
                        const context = new OffscreenCanvas(fields, fields).getContext('2d');
                        context.imageSmoothingQuality = 'high';
                        context.drawImage(bitmap, 0, 0, fields, fields);
                        return context.getImageData(0, 0, fields, fields).data;
                    }));
                    let sum = 0;
                    for (let i = 0; i < grids[0].length; i++) sum += Math.abs(grids[0][i] - grids[1][i]);
                    return sum / (grids[0].length * 0.75);
                }
                """,
                new[] { Convert.ToBase64String(seen), Convert.ToBase64String(stored) });
        }
        finally
        {
            await blank.CloseAsync();
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
