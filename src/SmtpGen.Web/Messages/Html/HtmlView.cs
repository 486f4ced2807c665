using AngleSharp.Css.Dom;
using AngleSharp.Dom;
using Ganss.Xss;

namespace SmtpGen.Web.Messages;

/// <summary>
/// The HTML of a message as a document that is shown in a sandboxed frame. Three things keep it from doing anything, each enough alone for scripts: what could
/// run is removed here, the document's own policy forbids scripts, and the sandbox has none.
/// </summary>
internal static class HtmlView
{
    // Fields and buttons would ask a reader for passwords in the name of the page around them.
    private static readonly string[] s_forms = ["form", "input", "button", "textarea", "select", "option", "optgroup", "datalist", "keygen", "fieldset", "label", "legend", "output", "menu", "menuitem", "meter", "progress"];
    private static readonly string[] s_formAttributes = ["action", "method", "enctype", "accept", "autocomplete", "formaction", "usemap", "ismap", "dynsrc", "lowsrc", "srcset", "target"];
    private static readonly HashSet<string> s_linkSchemes = new(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "tel" };

    /// <summary>Makes the document; blocks, and needs a large stack.</summary>
    /// <param name="opened">A message with a part in HTML.</param>
    /// <param name="html">That part.</param>
    /// <param name="remote">Whether images of other hosts are kept.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static string Document(OpenedMessage opened, MimePartEntry html, bool remote, CancellationToken cancellationToken)
    {
        var source = PartText.Read(html, MimeLimits.Text, cancellationToken);
        var bounds = HtmlBounds.Of(source.Value);
        var images = new InlineImages(opened.Parts, cancellationToken);
        string document = Sanitizer(images, remote).SanitizeDocument(bounds.Html);
        string cut = source.IsCut || bounds.IsCut ? "<p>This message is too large or too deeply nested to show all of it as HTML; its source has the rest.</p>" : "";
        return $"<!DOCTYPE html>\n{document}{cut}";
    }

    private static HtmlSanitizer Sanitizer(InlineImages images, bool remote)
    {
        var sanitizer = new HtmlSanitizer { KeepChildNodes = true };
        sanitizer.AllowedTags.ExceptWith(s_forms);
        sanitizer.AllowedTags.Add("style");
        sanitizer.AllowedAttributes.ExceptWith(s_formAttributes);
        sanitizer.AllowedAttributes.UnionWith(["class", "id", "background"]);
        sanitizer.AllowedAtRules.Add(CssRuleType.Media);
        sanitizer.FilterUrl += (_, url) => url.SanitizedUrl = Url(url.Tag, url.OriginalUrl, images, remote);
        sanitizer.PostProcessNode += (_, processed) => Finish(processed.Node);
        return sanitizer;
    }

    private static string? Url(IElement tag, string url, InlineImages images, bool remote)
    {
        string trimmed = url.Trim();
        if (tag.LocalName is "a" or "area")
            return trimmed.StartsWith('#') || (Uri.TryCreate(trimmed, UriKind.Absolute, out var link) && s_linkSchemes.Contains(link.Scheme)) ? trimmed : null;
        if (trimmed.StartsWith("cid:", StringComparison.OrdinalIgnoreCase))
            return images.DataUrl(Uri.UnescapeDataString(trimmed["cid:".Length..]));
        if (trimmed.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))
            return trimmed;
        return remote && RemoteContent.IsRemote(trimmed) ? trimmed : null;
    }

    private static void Finish(INode node)
    {
        if (node is not IElement { LocalName: "a" or "area" } link || !link.HasAttribute("href"))
            return;
        link.SetAttribute("rel", "noopener noreferrer");
        if (link.GetAttribute("href")?.StartsWith('#') == false)
            link.SetAttribute("target", "_blank");
    }
}
