/** Points in time for people; both are seconds since 1970. */
function createTimeWords() {
  const UNITS = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ];

  function distance(seconds) {
    const whole = Math.trunc(Math.abs(seconds));
    if (whole === 0) return 'now';
    const [name, size] = UNITS.find(([, each]) => whole >= 2 * each) ?? UNITS[3];
    const count = Math.trunc(whole / size);
    const words = `${count} ${name}${count === 1 ? '' : 's'}`;
    return seconds > 0 ? `in ${words}` : `${words} ago`;
  }

  return (seconds, now) => {
    const date = new Date(seconds * 1000);
    if (Number.isNaN(date.getTime())) return `${seconds} (not a time)`;
    return `${date.toISOString().replace('.000Z', 'Z')} (${distance(seconds - now)})`;
  };
}

module.exports = { createTimeWords };
