using System.Xml;

namespace SmtpGen.Web.Reference;

/// <summary>The list of all pages with their languages that search engines read (sitemaps.org), which needs absolute addresses.</summary>
internal static class SitemapXml
{
    /// <summary>Its path from the root of the site.</summary>
    public const string Path = "sitemap.xml";

    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    /// <summary>Writes it.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="root">The address of the site's root.</param>
    /// <param name="pages">The paths of the pages.</param>
    /// <param name="alternates">The same page in the languages that have it.</param>
    public static void Write(TextWriter writer, Uri root, IEnumerable<string> pages, Func<string, IReadOnlyList<(string Locale, string Path)>> alternates)
    {
        using var xml = XmlWriter.Create(writer, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CloseOutput = false });
        xml.WriteStartElement("urlset", Namespace);
        xml.WriteAttributeString("xmlns", "xhtml", null, Xhtml);
        foreach (string page in pages.Order(StringComparer.Ordinal))
        {
            xml.WriteStartElement("url", Namespace);
            xml.WriteElementString("loc", Namespace, new Uri(root, page).AbsoluteUri);
            foreach (var (locale, path) in alternates(page))
            {
                xml.WriteStartElement("xhtml", "link", Xhtml);
                xml.WriteAttributeString("rel", "alternate");
                xml.WriteAttributeString("hreflang", locale);
                xml.WriteAttributeString("href", new Uri(root, path).AbsoluteUri);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
