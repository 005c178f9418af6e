import type { Fact } from './fact';

const sample = (value: string, source: string): Fact<string> => ({ value, grade: 'doc', source });

/**
 * RFC 7638 thumbprints of keys whose private halves are printed on public pages: whoever reads the page can sign
 * tokens with them.
 */
export const SAMPLE_KEYS: readonly Fact<string>[] = Object.freeze([
  sample(
    'cy8ebMb4ryhpStKliY_oH-xS6papicJDSpyAH7O8tGQ',
    'the vendor page on JWT-based token authentication, https://help.aliyun.com/document_detail/177489.html',
  ),
  sample('IsUn6_e04MaShXFIISMp4kG62LWzMIPy_MvSA5pJgX8', 'RFC 7515 appendix A.2'),
  sample('oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U', 'RFC 7515 appendix A.3'),
  sample('u5YUSjQ2-2chBi51NSk3t3g7IM4o2KYcnPqPtCNGd3U', 'RFC 7515 appendix A.4'),
  sample('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs', 'RFC 7517 appendix A.2'),
  sample('cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s', 'RFC 7517 appendix A.2'),
  sample('dHri3SADZkrush5HU_50AoRhcKFryN-PI6jPBtPL55M', 'RFC 7520 section 3.2'),
  sample('9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI', 'RFC 7520 section 3.4'),
  sample('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k', 'RFC 8037 appendix A.1'),
  sample('oGDmHqCJ7yzMkWEkrlZVHkvrHIyQwtlDmeq5ForUHeY', 'the RS256 sample of https://jwt.io'),
  sample('pdmN_UI10XD6wy44jm-JkHmJOFxevse_2jio8cH1lRw', 'an older RS256 sample of https://jwt.io'),
]);
