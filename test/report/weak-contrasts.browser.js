/** Texts whose contrast is below 4.5 to 1 (WCAG 2, level AA). Runs in the page, which has no types here. */
function weakContrasts() {
  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backgroundOf = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    const isClear = channels(backgroundColor)[3] === 0;
    return isClear && element.parentElement ? backgroundOf(element.parentElement) : backgroundColor;
  };
  const texts = [...document.querySelectorAll('body *')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
  );
  return texts.flatMap((element) => {
    if (element.matches('script, svg *') || element.getBoundingClientRect().width === 0) return [];
    const [ink, back] = [luminance(getComputedStyle(element).color), luminance(backgroundOf(element))];
    const contrast = (Math.max(ink, back) + 0.05) / (Math.min(ink, back) + 0.05);
    return contrast < 4.5
      ? [`${element.tagName} ${element.textContent?.slice(0, 40)}: ${contrast.toFixed(2)}`]
      : [];
  });
}

weakContrasts();
