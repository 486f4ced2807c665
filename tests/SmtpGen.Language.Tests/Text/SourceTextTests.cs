using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Text;

public class SourceTextTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(3, 2, 1)]
    [InlineData(4, 3, 1)]
    [InlineData(5, 4, 1)]
    [InlineData(7, 4, 3)]
    [InlineData(99, 4, 3)]
    public void Lines_and_columns_count_from_1_whatever_ends_a_line(int offset, int line, int column) =>
        Assert.Equal((line, column), new SourceText("x", "a\r\n\n\rbc").GetLinePosition(offset));

    [Fact]
    public void A_line_comes_without_its_end()
    {
        var source = new SourceText("x", "ab\r\n\ncd");

        Assert.Equal(["ab", "", "cd", ""], Enumerable.Range(1, 4).Select(source.GetLine));
    }

    [Fact]
    public void A_diagnostic_reads_as_compilers_print_it()
    {
        var rule = new DiagnosticRule("SGP0001", "title", Severity.Error);
        var diagnostic = new SpecDiagnostic(rule, new SourceText("a/b.protocol", "x\n yz"), new TextSpan(3, 2), "what is wrong");

        Assert.Equal("a/b.protocol(2,2): error SGP0001: what is wrong", diagnostic.ToString());
    }

    [Fact]
    public void Equal_findings_in_equal_texts_are_equal()
    {
        var rule = new DiagnosticRule("SGP0001", "title", Severity.Error);

        Assert.Equal(
            new SpecDiagnostic(rule, new SourceText("p", "t"), default, "m"),
            new SpecDiagnostic(rule, new SourceText("p", "t"), default, "m"));
    }
}
